using System;
using System.Collections.Generic;
using System.Linq;
using Instrumentation.Generator.Model;

namespace Instrumentation.Generator.Emission;

/// <summary>Writes how the values of tags are read, converted and set.</summary>
internal sealed class TagEmitter(CodeWriter code, TargetModel target, BodyPlace place, BodyNames names)
{
    private IEnumerable<TagModel> BeforeTags => target.Tags.Where(static t => t.Origin != TagOrigin.Result);

    private IEnumerable<TagModel> ResultTags => target.Tags.Where(static t => t.Origin == TagOrigin.Result);

    /// <summary>Variables for the tags that are known before the call and needed after it.</summary>
    /// <param name="asFields">Whether they are fields, which stand there already.</param>
    public void Declare(bool asFields = false)
    {
        foreach (var tag in BeforeTags.Where(names.HasLocal))
        {
            var variable = (asFields ? "" : TagSlots.Type(tag) + " ") + names.Local(tag);
            if (tag.CanThrow)
            {
                code.Line($"{variable} = default;");
                Guarded(tag, $"{names.Local(tag)} = {Slot(tag)};");
            }
            else
            {
                code.Line($"{variable} = {Slot(tag)};");
            }
        }
    }

    /// <summary>Sets the tags that are known before the call, from their variables where they have one.</summary>
    public void SetOnSpan() => SetOnSpan(BeforeTags);

    /// <summary>The variables of tags that are known after the call.</summary>
    public void DeclareResults()
    {
        foreach (var tag in ResultTags.Where(static t => t.OnMetrics))
            code.Line($"{TagSlots.Type(tag)} {names.Local(tag)} = default;");
    }

    /// <summary>The call of the method that looks at the result.</summary>
    public string CallReturned(string result)
    {
        var arguments = new List<string> { "ref " + names.Call, result };
        arguments.AddRange(ResultTags.Where(static t => t.OnMetrics).Select(t => "ref " + names.Local(t)));
        if (names.NeedsSelf)
            arguments.Add(place.Self);
        return $"{target.Member}_Returned{Code.TypeArguments(place.TypeParameters)}({Code.List(arguments)});";
    }

    /// <summary>The method that looks at the result: its tags, and whether it means failure.</summary>
    public void Returned(Func<string, string, CodeWriter.Block> header)
    {
        var parameters = new List<string> { $"ref {Code.Call} {names.Call}", $"{target.Method.ResultType} {names.Result}" };
        parameters.AddRange(ResultTags.Where(static t => t.OnMetrics).Select(t => $"ref {TagSlots.Type(t)} {names.Local(t)}"));
        if (names.NeedsSelf)
            parameters.Add($"{target.Method.ContainingType} {place.Self}");
        using (header($"{Code.Unsafe(target.Method)}void {target.Member}_Returned", Code.List(parameters)))
        {
            if (target.Errors.Predicate is { } predicate)
            {
                using (code.Open("try"))
                    code.Line($"if ({Test(predicate)})").Indented($"{names.Call}.Fails({Code.Literal(predicate.Name)});");
                code.Report($"asking {predicate.Name} about the result of {target.Display}", names.Fault);
            }

            foreach (var tag in ResultTags.Where(static t => t.OnMetrics))
                Guarded(tag, $"{names.Local(tag)} = {Slot(tag)};");
            SetOnSpan(ResultTags);
        }
    }

    private void SetOnSpan(IEnumerable<TagModel> tags)
    {
        var onSpan = tags.Where(static t => t.OnSpan).ToList();
        if (onSpan.Count == 0)
            return;

        using (code.Open($"if ({names.Call}.IsRecording)"))
        {
            foreach (var tag in onSpan)
            {
                var set = $"{names.Call}.SetTag({Code.Literal(tag.Key)}, {(names.HasLocal(tag) ? TagSlots.Value(tag, names.Local(tag), place.Fields, target.Member) : Value(tag))});";
                if (tag.CanThrow && !names.HasLocal(tag))
                    Guarded(tag, set);
                else
                    code.Line(set);
            }
        }
    }

    // Getters are user code: what they throw is told, and never reaches the caller.
    private void Guarded(TagModel tag, string statement)
    {
        using (code.Open("try"))
            code.Line(statement);
        code.Report($"reading tag \"{tag.Key}\" of {target.Display}", names.Fault);
    }

    private string Slot(TagModel tag) => tag.OnMetrics ? TagSlots.From(tag, Read(tag), place.Fields, names.Known) : Value(tag);

    private string Value(TagModel tag) => TagSlots.Object(tag, Read(tag), place.Fields, names.Known);

    private string Read(TagModel tag)
    {
        var root = tag.Origin switch
        {
            TagOrigin.Result => names.Result,
            TagOrigin.InstanceMember when tag.Hidden is not null && !place.IsInside => $"{AccessorEmitter.Read(target, tag)}({SelfToAccessor})",
            TagOrigin.InstanceMember => place.Self + "." + tag.Root,
            _ => tag.Root,
        };
        return root + Code.Path(tag.Path);
    }

    private string SelfToAccessor => BodyPlace.ToAccessor(target.Method.Receiver, place.Self);

    private string Test(PredicateModel predicate) => predicate.Form switch
    {
        PredicateForm.ResultMember => $"{names.Result} is {{ {predicate.Name}: true }}",
        PredicateForm.StaticMethod when predicate.IsHidden && !place.IsInside => $"{AccessorEmitter.ErrorWhen(target)}({AccessorEmitter.StaticOwner(predicate.ContainingType, predicate.OwnerName)}, {names.Result})",
        PredicateForm.StaticMethod => $"{predicate.ContainingType}.{predicate.Name}({names.Result})",
        _ when predicate.IsHidden && !place.IsInside => $"{AccessorEmitter.ErrorWhen(target)}({SelfToAccessor}, {names.Result})",
        _ => $"{place.Self}.{predicate.Name}({names.Result})",
    };
}
