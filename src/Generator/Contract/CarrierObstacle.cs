namespace Instrumentation.Generator.Contract;

/// <summary>Why a parameter can't carry the context of a call.</summary>
public enum CarrierObstacle
{
    None,
    NoSpan,
    Several,
    Out,
    Unused,
    Hidden,
    Collection,
    Type,
}

/// <summary>What those obstacles mean, in words.</summary>
public static class CarrierObstacles
{
    public static string Explain(this CarrierObstacle obstacle) => obstacle switch
    {
        CarrierObstacle.NoSpan => "no span is started here; put it beside [Traced]",
        CarrierObstacle.Several => "a call has one carrier, and that is the parameter before",
        CarrierObstacle.Out => "an out parameter has no value when the call starts",
        CarrierObstacle.Unused => "a builder reads what the compiler keeps of an async method's call, which is what its body uses; use it there, or leave out the builder",
        CarrierObstacle.Hidden => "generated code can't name its type, and so can't read what is in it; make it internal, or leave out the builder",
        CarrierObstacle.Collection => "a span has one parent, and these are several messages; link to them with AsLink = true",
        CarrierObstacle.Type => "it has no headers; name a member with Path that is a dictionary or sequence of headers, HttpHeaders, an ActivityContext, or the text of a traceparent",
        _ => "",
    };
}
