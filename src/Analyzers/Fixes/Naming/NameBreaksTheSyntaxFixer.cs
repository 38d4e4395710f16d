using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS301: replaces what a name may not contain by underscores.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameBreaksTheSyntaxFixer)), Shared]
public sealed class NameBreaksTheSyntaxFixer() : ReplacementFixer(RuleIds.NameBreaksTheSyntax);
