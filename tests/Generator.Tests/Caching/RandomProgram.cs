using System.Text;
using Instrumentation.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Instrumentation.Generator.Tests.Caching;

/// <summary>
/// A program that is drawn from choices: <see cref="Pick"/> both names one and says what there is to choose from. The first option is the plain
/// one. It need not compile: source that is being typed does not either.
/// </summary>
internal sealed class RandomProgram(Random random)
{
    private static readonly string[] Attributes = ["[Traced]", "", "[Traced, Counted]", "[Counted(K.Name)]", "[T]", "[A]", "[Instrumentation.Timed]", "[NotInstrumented]", "[Traced(\"x\")]"];

    private static readonly MetadataReference[] Framework = [.. Project.Framework.Where(r => Path.GetFileName(r.Display) is "System.Private.CoreLib.dll" or "System.Runtime.dll"
        or "System.Linq.Expressions.dll" or "System.Diagnostics.DiagnosticSource.dll" or "System.Runtime.Serialization.Primitives.dll" or "Instrumentation.Runtime.dll")];

    private static readonly Dictionary<string, byte[]> Images = [];

    private readonly SortedDictionary<string, (int Option, int Options)> _choices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataReference> _references = [];
    private CSharpCompilation? _library;

    /// <summary>What the project's directory is said to be.</summary>
    public string Directory { get; private set; } = "";

    /// <summary>Decides one thing anew, and says what.</summary>
    public string Mutate()
    {
        // Of many things that are out of the ordinary one becomes plain again, so that the program never ends up in pieces.
        var odd = _choices.Where(static c => c.Value.Option > 0).Select(static c => c.Key).ToList();
        if (odd.Count > random.Next(12))
        {
            var plain = odd[random.Next(odd.Count)];
            _choices[plain] = _choices[plain] with { Option = 0 };
            return plain;
        }

        var name = _choices.Keys.ElementAt(random.Next(_choices.Count));
        var (option, options) = _choices[name];
        _choices[name] = ((option + random.Next(1, options)) % options, options);
        return name;
    }

    /// <summary>The program as it is now: of an earlier compilation all that has not changed is kept, instance by instance.</summary>
    public CSharpCompilation Compile(CSharpCompilation? before)
    {
        Directory = Pick("directory", "/repo/Shop/", "/repo/");
        var options = new CSharpParseOptions(Pick("language", "new", "old") == "new" ? LanguageVersion.Preview : LanguageVersion.CSharp13)
            .WithFeatures([new("InterceptorsNamespaces", "Instrumentation.Generated")])
            .WithPreprocessorSymbols(Pick("symbol", "RELEASE", "DEBUG"));
        var trees = Files().Select(file => Tree(file, options, before)).ToList();
        switch (Pick("order", "natural", "natural", "natural", "reversed", "rotated"))
        {
            case "reversed":
                trees.Reverse();
                break;
            case "rotated":
                trees = [.. trees.Skip(3), .. trees.Take(3)];
                break;
        }

        var compilation = before ?? CSharpCompilation.Create("Shop");
        foreach (var gone in compilation.SyntaxTrees.Except(trees))
        {
            compilation = trees.Find(t => t.FilePath == gone.FilePath) is { } changed && changed.Options.Equals(gone.Options) && !compilation.ContainsSyntaxTree(changed)
                ? compilation.ReplaceSyntaxTree(gone, changed)
                : compilation.RemoveSyntaxTrees(gone);
        }

        if (!compilation.SyntaxTrees.SequenceEqual(trees))
            compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);

        var references = References(fresh: before is null);
        if (!compilation.References.SequenceEqual(references))
            compilation = compilation.WithReferences(references);
        var compilationOptions = new CSharpCompilationOptions(
            Pick("kind", "library", "application") == "library" ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
            nullableContextOptions: Pick("nullable", "on", "off") == "on" ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            allowUnsafe: Pick("unsafe", "off", "on") == "on");
        if (!compilation.Options.Equals(compilationOptions))
            compilation = compilation.WithOptions(compilationOptions);
        var name = Pick("assembly", "Shop", "Shop.Web");
        return compilation.AssemblyName == name ? compilation : compilation.WithAssemblyName(name);
    }

    private string Pick(string name, params string[] options)
    {
        _choices.TryAdd(name, (0, options.Length));
        return options[_choices[name].Option];
    }

    // What is plain differs from file to file.
    private string PickFrom(int file, string name, params string[] options) => Pick($"{name} {file}", [.. options.Skip(file * 2), .. options.Take(file * 2)]);

    private string Attribute(string of) => Pick("attribute of " + of, Attributes);

    private string Body(string of) => Pick("body of " + of, "{ return 1; }", "{ return 2; }", "=> 1;", "=> 2;", ";");

    private static SyntaxTree Tree((string Path, string Text, Encoding Encoding) file, CSharpParseOptions options, CSharpCompilation? before) =>
        before?.SyntaxTrees.FirstOrDefault(t => t.FilePath == file.Path && t.Options.Equals(options) && t.GetText().ToString() == file.Text && Equals(t.Encoding, file.Encoding))
        ?? CSharpSyntaxTree.ParseText(SourceText.From(file.Text, file.Encoding), options, file.Path);

    private MetadataReference[] References(bool fresh)
    {
        var form = Pick("library", "image", "project", "image", "project", "aliased", "none");
        var tree = CSharpSyntaxTree.ParseText(Library(), new CSharpParseOptions(LanguageVersion.CSharp12));
        if (form == "none")
            return Framework;
        if (fresh)
            return [.. Framework, Reference(NewLibrary(tree), form)];

        // The same text is the same reference, and another text an edit of the project that was referenced.
        if (!_references.TryGetValue(form + tree, out var known))
        {
            _library = _library is null ? NewLibrary(tree) : _library.ReplaceSyntaxTree(_library.SyntaxTrees[0], tree);
            _references.Add(form + tree, known = Reference(_library, form));
        }

        return [.. Framework, known];
    }

    private static CSharpCompilation NewLibrary(SyntaxTree tree) => CSharpCompilation.Create("Lib", [tree], Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static MetadataReference Reference(CSharpCompilation library, string form)
    {
        if (form != "image")
            return library.ToMetadataReference(form == "aliased" ? ["other"] : default);
        var text = library.SyntaxTrees[0].ToString();
        if (!Images.TryGetValue(text, out var image))
        {
            using var stream = new MemoryStream();
            Assert.True(library.Emit(stream).Success);
            Images.Add(text, image = stream.ToArray());
        }

        return MetadataReference.CreateFromImage(image);
    }

    private string Library() => $$"""
        using Instrumentation;
        {{Pick("friends", "", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Shop\")]")}}
        namespace Lib;
        public static class Tools
        {
            {{Pick("library's attribute", "[Traced]", "", "[Counted]")}} {{Pick("library's access", "public", "internal")}} static int Make({{Pick("library's parameter", "int a", "long a")}}) { return {{Pick("library's body", "1", "2")}}; }
            {{Pick("library's overload", "", "public static int Make(object a) => 1;")}}
        }
        public class Shelf { {{Pick("library's virtual", "[Traced]", "", "[Counted]")}} public virtual int Place(int a) => 1; }
        public static class Program { [Traced] public static int Start(int a) => a; }
        """;

    private IEnumerable<(string Path, string Text, Encoding Encoding)> Files()
    {
        foreach (var (name, text) in new[]
        {
            ("Globals.cs", Globals()), ("K.cs", Constants()), ("Orders.cs", Orders()), ("Orders.More.cs", More()), ("Base.cs", Bases()), ("Extensions.cs", Extensions()),
            ("Values.cs", Values()), ("Plain.cs", Plain()), ("Program.cs", Pick("program", "", "public partial class Program { [Traced] public static int Start(int a) => a; }")),
            ("Top.cs", Pick("top-level statements", "", "var t = 1; _ = Shop.Statics.Loose(t);", "var t = 2; _ = Shop.Statics.Loose(t);", "return 1;")),
            ("Calls.cs", Calls(0)), (Pick("path", "More.cs", "Sub/More.cs"), Calls(1)), ("Last.cs", Calls(2)),
        })
        {
            if (Pick("presence of " + name, "there", "there", "there", "gone") == "there")
                yield return ("/repo/Shop/" + name, text, Encoding.UTF8);
        }

        // The compiler intercepts no call in files of the same content, whatever their encoding.
        var twin = "file static class Twin { static int Run(Shop.Orders o) => o.Place(1); }";
        var twins = Pick("twins", "none", "one", "two", "two");
        if (twins != "none")
            yield return ("/repo/Shop/Twin1.cs", twin, Encoding.UTF8);
        if (twins == "two")
            yield return ("/repo/Shop/Twin2.cs", twin + Pick("twin's comment", "", "// other"), Pick("twin's encoding", "utf-8", "utf-16") == "utf-8" ? Encoding.UTF8 : Encoding.Unicode);
    }

    private string Globals() => $$"""
        {{Pick("define", "", "#define EXTRA")}}
        {{Pick("global alias", "global using T = Instrumentation.TracedAttribute;", "", "global using T = Instrumentation.CountedAttribute;")}}
        {{Pick("global namespace", "", "global using Other;")}}
        {{Pick("global static", "", "global using static Shop.Statics;")}}
        global using Instrumentation;
        {{Pick("scope", "", "[assembly: InstrumentationScope(\"shop\")]", "[assembly: InstrumentationScope(Shop.K.Name, Version = \"2\")]")}}
        {{Pick("version", "", "[assembly: System.Reflection.AssemblyInformationalVersion(\"3\")]")}}
        namespace Shop { public partial class Orders {
        #if EXTRA
            public int Place(int a, string s = "") => 2;
            public int Loose(int a) => 3;
        #elif DEBUG
            public int Check(short a) => 2;
        #endif
        } }
        """;

    private string Constants() => $$"""
        namespace Shop;
        public static class K
        {
            public const string Name = {{Pick("constant name", "\"a\"", "\"b\"", "nameof(Orders)")}};
            public const string Key = {{Pick("constant key", "\"k\"", "Name")}};
            public const int Value = {{Pick("constant value", "1", "2")}};
            public const bool Root = {{Pick("constant root", "false", "true")}};
            public const string Predicate = {{Pick("constant predicate", "\"IsBad\"", "\"IsWorse\"")}};
        }
        public enum Channel { Web, {{Pick("channels", "Store", "[System.Runtime.Serialization.EnumMember(Value = \"POS\")] Store", "Shop", "Store, Phone", "Store = K.Value")}} }
        """;

    private string Orders() => $$"""
        {{Pick("file alias", "using A = Instrumentation.TracedAttribute;", "", "using A = Instrumentation.TimedAttribute;")}}
        {{Pick("directive", "", "#nullable disable", "#nullable enable", "#line 7 \"x.cs\"")}}
        namespace Shop;
        {{Pick("attribute of the type", "", "[Traced]", "[Counted(\"all\")]", "[T]")}}
        public partial class Orders : {{Pick("base", "Base", "Base2", "object", "Lib.Shelf")}}{{Pick("interface", "", ", IOrders")}}
        {
            {{Attribute("Place")}} public {{Pick("kind of Place", "", "override ", "new ", "static ", "virtual ")}}int Place({{Pick("parameters of Place", "int a", "long a", "[Tag] int a", "[Tag(K.Key)] int a, int b = K.Value", "[Tag] string? a", "object a")}}) {{Body("Place")}}
            {{Attribute("ByChannel")}} public int ByChannel([Tag] Channel channel, [Tag(Values = new object[] { K.Value })] int v) {{Body("ByChannel")}}
            [Traced(K.Name, ErrorWhen = K.Predicate, NewRoot = K.Root)] public bool Check(int a) => a > {{Pick("body of Check", "0", "1")}};
            {{Attribute("Ship")}} public partial int Ship(int id) {{Pick("body of Ship", ";", "=> 1;", "{ return 1; }")}}
            [Tag] public string Region {{Pick("region", "{ get; } = \"eu\";", "=> \"eu\";", ";", "{ get { return \"\"; } }", "{ get => \"us\"; }")}}
            public class Nested { {{Attribute("Nested.Place")}} public int Place(int a) => 1; }
            public class Box<U> { {{Attribute("Box.Put")}} public U Put<V>(U u, V v) where V : {{Pick("constraint", "class", "struct", "notnull", "U")}} => u; }
        }
        """;

    private string More() => $$"""
        namespace Shop;
        public partial class Orders
        {
            {{Pick("core", "private int ShipCore(int id) => id;", "private int ShipCore(long id) => 1;", "", "[Counted] public partial int Ship(int id) => 2;")}}
            {{Pick("predicate", "public bool IsBad(bool b) => b;", "private static bool IsBad(bool r) { return r; }", "", "static bool IsWorse(bool b) => b;")}}
            {{Pick("overload", "", "public int Place(short a) => 1;", "[NotInstrumented] public int Place(int a, params int[] rest) => 2;", "public int Place<U>(U a) => 3;", "[Traced] public int Place() => 4;")}}
            {{Pick("tag member", "", "[Tag] private readonly int _tag;", "[Tag(\"x\")] public static bool Flag;", "[Tag(K.Key)] public bool Slow { get; set; }")}}
        }
        """;

    private string Bases() => $$"""
        namespace Shop;
        {{Pick("attribute of the interface", "", "[Traced]", "[Traced(Decorate = true)]", "[Counted]")}}
        public interface IOrders { {{Attribute("IOrders.Place")}} int Place(int a){{Pick("default body", ";", " => 1;")}} {{Pick("interface member", "", "int Count { get; }", "sealed int Twice(int a) => a;")}} }
        {{Pick("attribute of the base", "", "[Traced]", "[Counted]")}}
        public class Base { {{Attribute("Base.Place")}} public {{Pick("kind of Base.Place", "virtual ", "", "static ")}}int Place(int a) { return 0; } {{Pick("base's tag", "", "[Tag] public bool Fast => true;", "[Tag] protected string _slow;")}} }
        public class Base2 : Base { {{Pick("override", "", "public override int Place(int a) => 1;", "public new int Place(int a) => 1;", "[NotInstrumented] public override int Place(int a) => 1;")}} }
        """;

    private string Extensions() => $$"""
        namespace {{Pick("namespace of E", "Shop", "Other")}}
        {
            public static class E { {{Attribute("E.Extend")}} public static int Extend({{Pick("form of Extend", "this ", "")}}Shop.Orders o, int a) {{Body("Extend")}} }
        }
        namespace Shop
        {
            public static class Statics
            {
                {{Attribute("Statics.Extend")}} public static int Extend({{Pick("form of Statics.Extend", "", "this ")}}Orders o, {{Pick("parameter of Statics.Extend", "long a", "int a")}}) => 1;
                {{Attribute("Loose")}} public static int Loose(int a) => a;
            }
            namespace Inner { using N = T; public static class Renamed { [N] public static int Go() => 1; } }
        }
        """;

    private string Values() => $$"""
        namespace Shop;
        public {{Pick("partial struct", "", "partial ")}}struct S{{Pick("primary constructor", "", "(object o)")}}
        {
            public object? P {{Pick("property", "{ get => null; }", "{ get => field; }", "{ get; }", "=> null;")}}
            public object? Get() {{Pick("capture", "=> null;", "=> o;", "{ return o; }")}}
        }
        public static class Use { [Traced] public static int Take<T>(T t) where T : unmanaged => 1; [Counted] public static int Take(object t) => 2; }
        """;

    // Without an attribute, so that what is private in it is nobody else's business.
    private string Plain() => $$"""
        namespace Shop;
        public {{Pick("partial class", "", "partial ")}}class Plain : Base
        {
            {{Pick("access of Plain.Place", "private", "public", "", "internal", "private protected")}} int Place({{Pick("parameter of Plain.Place", "short a", "int a")}}) => 1;
            {{Pick("more of Plain", "", "private int More() => 1;", "private int More(int a) => Place((short)a);", "private static int More<U>() => 2;")}}
        }
        """;

    private string Calls(int file) => $$"""
        {{Pick($"using {file}", "", "using Other;", "using static Shop.Statics;", "using Lib;")}}
        namespace Shop;
        public static class Calls{{file}}
        {
            {{Attribute($"Calls{file}.Own")}} static int Own(int a) => a;
            public static object? Run(Orders o, IOrders i, Base b, Orders.Nested n, Orders.Box<string> box)
            {
                var x = {{Pick($"local {file}", "1", "2", "3L", "(short)4")}};
                _ = o.Place({{Pick($"argument {file}", "1", "x", "1L", "\"\"", "default")}}); _ = o?.ByChannel(Channel.Web, 1); _ = o.Check(1);
                {{PickFrom(file, "first call", "o.Ship(1);", "i.Place(1);", "b.Place(1);", "n.Place(1);", "box.Put(\"\", 1);", "new Plain().Place((short)1);", "Orders.Place(1);")}}
                {{PickFrom(file, "second call", "o.Extend(1);", "Loose(1);", "Lib.Tools.Make(1);", "Program.Start(1);", "Use.Take(new S());", "Inner.Renamed.Go();")}}
                {{PickFrom(file, "third call", "Own(x);", "E.Extend(o, 1);", "Statics.Extend(o, 1);", "System.Linq.Expressions.Expression<System.Func<int>> e = () => Own(1);", "Use.Take(new S());", "Program.Start(2);")}}
                return {{Pick($"comment {file}", "null", "/* a comment */ null", "x")}};
            }
        }
        """;
}
