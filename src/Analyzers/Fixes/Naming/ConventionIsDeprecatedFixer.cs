using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS305: writes the successor, where the value means the same under it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConventionIsDeprecatedFixer)), Shared]
public sealed class ConventionIsDeprecatedFixer() : ReplacementFixer(RuleIds.ConventionIsDeprecated);
