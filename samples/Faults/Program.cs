// Each file of this program shows the findings of one category of rules: what is written here costs more, or says less, than it seems to.
// The build is silent, so that it can stand beside the others; `dotnet build samples/Faults -p:ShowFindings=true` shows all of them, and
// findings.txt lists them. Two rules are missing: INS009 is about code that does not compile, and INS013 about packages that are not here.
using Faults;
using OpenTelemetry;
using OpenTelemetry.Trace;

// INS012: nobody listens to this program's own source. INS404: the last batch is lost when the program ends.
var provider = Sdk.CreateTracerProviderBuilder().AddSource("Somebody.Else").Build();
Console.WriteLine(provider);

Console.WriteLine(new Attributes().Total);
