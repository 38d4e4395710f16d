using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Instrumentation.CodeFixes;

/// <summary>Changes where a <c>[Tag]</c> goes.</summary>
internal static class TagDestination
{
    private const string On = "On";

    /// <summary>The repair that leaves out <c>On</c>, so that an unbounded tag goes to the span alone.</summary>
    public static Repair? LeaveOut(AttributeSyntax attribute)
    {
        if (attribute.ArgumentList is not { } list || Find(list) is not { } argument || list.ContainsDirectives)
            return null;
        var rest = list.Arguments.Remove(argument);
        return Repair(attribute, "Leave out On: the tag goes to the span alone", attribute.WithArgumentList(rest.Count == 0 ? null : list.WithArguments(rest)));
    }

    /// <summary>The repair that sends a tag to the span alone, though it is bounded.</summary>
    public static Repair ToSpan(AttributeSyntax attribute)
    {
        var value = SyntaxFactory.ParseExpression("On.Span");
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var changed = Find(list) is { } argument
            ? list.WithArguments(list.Arguments.Replace(argument, argument.WithExpression(value.WithTriviaFrom(argument.Expression))))
            : list.WithArguments(SyntaxFactory.SeparatedList(
                list.Arguments.Append(SyntaxFactory.ParseAttributeArgumentList("(On = On.Span)")!.Arguments[0]),
                list.Arguments.Select(static _ => SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))));
        return Repair(attribute, "Put the tag on the span alone", attribute.WithArgumentList(changed));
    }

    private static AttributeArgumentSyntax? Find(AttributeArgumentListSyntax list) =>
        list.Arguments.FirstOrDefault(static a => a.NameEquals?.Name.Identifier.ValueText == On);

    private static Repair Repair(AttributeSyntax attribute, string title, AttributeSyntax changed) =>
        new(title, MoveToSpan.RepairKey, attribute, editor => editor.ReplaceNode(attribute, changed));
}
