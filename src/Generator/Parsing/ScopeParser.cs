using System.Linq;
using Instrumentation.Generator.Contract;
using Instrumentation.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Instrumentation.Generator.Parsing;

/// <summary>Reads an assembly's instrumentation scope.</summary>
public static class ScopeParser
{
    public static ScopeModel Parse(IAssemblySymbol assembly)
    {
        var attributes = assembly.GetAttributes();
        var scope = attributes.FirstOrDefault(static a => a.Is(KnownNames.InstrumentationScope));
        var informational = attributes
            .FirstOrDefault(static a => a.AttributeClass.Is("System.Reflection", "AssemblyInformationalVersionAttribute"))
            ?.ConstructorArguments.FirstOrDefault().Value as string;
        return new ScopeModel(
            scope?.NameOr("Name") ?? assembly.Name,
            scope?.Named<string>("Version") ?? informational,
            scope?.Named<string>("SchemaUrl"));
    }
}
