using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Instrumentation.Generator.Emission;

/// <summary>Writes lines of code in indented blocks.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isAfterBlock;

    public CodeWriter Line(string line = "")
    {
        // What follows a block stands apart from it, unless it goes on with it.
        if (_isAfterBlock && line.Length > 0 && !Continues(line))
            _text.Append('\n');
        _isAfterBlock = false;
        if (line.Length > 0)
            _text.Append(' ', line[0] == '#' ? 0 : _depth * 4).Append(line);
        _text.Append('\n');
        return this;
    }

    /// <summary>Lines of a raw string, each at the current depth and with its own indentation.</summary>
    public CodeWriter Lines(string text)
    {
        foreach (var line in text.Split('\n'))
            Line(line.TrimEnd('\r'));
        return this;
    }

    public CodeWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    /// <summary>A header, and a block in braces that ends when the result is disposed.</summary>
    public Block Open(string header)
    {
        Line(header).Line("{");
        _depth++;
        return new Block(this);
    }

    /// <summary>A namespace, unless it is the global one, and the types in it, outermost first; all end when the result is disposed.</summary>
    public Block Open(string @namespace, IEnumerable<string> types)
    {
        var headers = types.ToList();
        if (@namespace.Length > 0)
            headers.Insert(0, "namespace " + @namespace);
        foreach (var header in headers)
            Open(header);
        return new Block(this, headers.Count);
    }

    /// <summary>One more level without braces, for a statement that belongs to the line before.</summary>
    public CodeWriter Indented(string line)
    {
        _depth++;
        Line(line);
        _depth--;
        return this;
    }

    private static bool Continues(string line) => line[0] == '}' || line is "else" or "finally" || line.StartsWith("catch ", StringComparison.Ordinal);

    public override string ToString() => _text.ToString();

    public readonly struct Block(CodeWriter writer, int levels = 1) : IDisposable
    {
        public void Dispose()
        {
            for (var i = 0; i < levels; i++)
            {
                writer._depth--;
                writer.Line("}");
                writer._isAfterBlock = true;
            }
        }
    }
}
