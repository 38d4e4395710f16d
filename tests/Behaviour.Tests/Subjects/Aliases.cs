using Measured = Instrumentation.CountedAttribute;

namespace Subjects;

public class Aliased
{
    [Spanned]
    public string Globally([Labelled] string what) => "global " + what;

    [Measured]
    public string InFile() => "file";

    [global::Instrumentation.TracedAttribute(name: "fully qualified")]
    public string Qualified() => "qualified";

    [Instrumentation.Traced, Measured("aliased.calls")]
    public string Both() => "both";
}
