using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS304: writes the key as keys are written, or as the conventions do.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyBreaksTheStyleFixer)), Shared]
public sealed class KeyBreaksTheStyleFixer() : ReplacementFixer(RuleIds.KeyBreaksTheStyle);
