using System.Diagnostics.CodeAnalysis;
using Instrumentation;

namespace Subjects;

/// <summary>What a caller has to say that it knows about.</summary>
public static class Trials
{
    [Traced, Experimental("SUBJECT001")]
    public static string Try(int value) => "tried " + Journal.Text(value);

    [Traced, Obsolete("Use Try.")]
    public static string Old(int value) => "old " + Journal.Text(value);
}
