using System.Composition;
using Instrumentation.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Instrumentation.CodeFixes;

/// <summary>INS303: leaves out the kind or the unit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameRepeatsKindOrUnitFixer)), Shared]
public sealed class NameRepeatsKindOrUnitFixer() : ReplacementFixer(RuleIds.NameRepeatsKindOrUnit);
