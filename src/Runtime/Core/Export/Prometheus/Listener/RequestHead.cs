using System.Buffers;
using System.Text;

namespace Instrumentation.Export.Prometheus.Listener;

/// <summary>
/// The head of a request, line by line as it comes, in whatever pieces. The first thing that is wrong with it decides, and nothing is read after that.
/// RFC 9112, without what a reader of one page never says.
/// </summary>
internal sealed class RequestHead(ListenerLimits limits)
{
    private static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    // All control characters but the tab.
    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(static c => c != '\t').Select(static c => (byte)c), 0x7F]);

    private RequestTarget? _target;
    private string? _host;
    private string? _accept;
    private string? _acceptEncoding;
    private string? _timeout;
    private bool _isHttp10;
    private bool _saysClose;
    private bool _saysKeepAlive;
    private bool _sawEmptyLine;
    private int _size;

    /// <summary>Whether all of it is there, or enough to refuse it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What to answer if it can't be understood.</summary>
    public ScrapeAnswer? Refusal { get; private set; }

    public string Method { get; private set; } = "";

    public string Path => _target?.Path ?? "";

    /// <summary>Which host the client thinks this is; null where it does not say.</summary>
    public string? Host => _target?.Authority ?? _host;

    /// <summary>Whether a body follows, which is not read.</summary>
    public bool HasBody { get; private set; }

    /// <summary>Whether the client may ask again on this connection.</summary>
    public bool KeepsAlive => Refusal is null && !HasBody && !_saysClose && (!_isHttp10 || _saysKeepAlive);

    public ScrapeRequest Scrape => new(_accept, _acceptEncoding, _timeout);

    /// <summary>Takes the lines that are complete.</summary>
    /// <returns>How many bytes they are; the rest is to come again, with more behind it.</returns>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (!IsOver && bytes[taken..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            TakeLine(bytes.Slice(taken, length), length + 1);
            taken += length + 1;
        }

        if (!IsOver)
            Refuse(FaultOf(bytes[taken..], bytes.Length - taken));
        return taken;
    }

    /// <summary>Ends it with an answer other than the page.</summary>
    public void Refuse(ScrapeAnswer? refusal)
    {
        Refusal = refusal;
        IsOver = refusal is not null;
    }

    private void TakeLine(ReadOnlySpan<byte> line, int size)
    {
        if (FaultOf(line, size) is { } fault)
        {
            Refuse(fault);
            return;
        }

        _size += size;
        if (line is not [.. var content, (byte)'\r'])
            Refuse(Refusals.BadRequest);
        else if (content.IsEmpty)
            TakeEmptyLine();
        else if (_target is null)
            Refuse(ReadRequestLine(content));
        else if (!TryReadField(content))
            Refuse(Refusals.BadRequest);
    }

    // Of a line, or of what there is of it: a client that speaks another protocol need not be waited for.
    private ScrapeAnswer? FaultOf(ReadOnlySpan<byte> line, int size) => this switch
    {
        { _target: null } when line is not ([] or [(byte)'\r']) && !Token.Contains(line[0]) => Refusals.BadRequest,
        { _target: null } when size > limits.RequestLineSize => Refusals.RequestLineTooLong,
        _ when _size + size > limits.HeadSize => Refusals.HeadTooLarge,
        _ => null,
    };

    private void TakeEmptyLine()
    {
        if (_target is not null)
        {
            Refuse(_host is null && !_isHttp10 ? Refusals.BadRequest : null);
            IsOver = true;
        }
        else if (_sawEmptyLine)
        {
            Refuse(Refusals.BadRequest);
        }

        // One before a request is what some clients put behind the last one.
        _sawEmptyLine = true;
    }

    private ScrapeAnswer? ReadRequestLine(ReadOnlySpan<byte> line)
    {
        var (first, last) = (line.IndexOf((byte)' '), line.LastIndexOf((byte)' '));
        if (first == last)
            return Refusals.BadRequest;

        var method = line[..first];
        var target = line[(first + 1)..last];
        var version = line[(last + 1)..];
        if (method.ContainsAnyExcept(Token) || target.IsEmpty || target.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return Refusals.BadRequest;
        if (version is not [(byte)'H', (byte)'T', (byte)'T', (byte)'P', (byte)'/', >= (byte)'0' and <= (byte)'9', (byte)'.', >= (byte)'0' and <= (byte)'9'])
            return Refusals.BadRequest;
        if (version[5] != '1')
            return Refusals.WrongVersion;

        _isHttp10 = version[7] == '0';
        Method = Text(method);
        _target = RequestTarget.Read(Text(target));
        return _target is null ? Refusals.BadRequest : null;
    }

    private bool TryReadField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(Token) || line[colon..].ContainsAny(Controls))
            return false;

        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (Is(name, "accept"u8))
            _accept = Joined(_accept, value);
        else if (Is(name, "accept-encoding"u8))
            _acceptEncoding = Joined(_acceptEncoding, value);
        else if (Is(name, "x-prometheus-scrape-timeout-seconds"u8))
            _timeout = Joined(_timeout, value);
        else if (Is(name, "connection"u8))
            ReadConnection(Text(value));
        else if (Is(name, "transfer-encoding"u8))
            HasBody = true;
        else if (Is(name, "content-length"u8))
            return TryReadLength(value);
        else if (Is(name, "host"u8) && _host is not null)
            return false;
        else if (Is(name, "host"u8))
            _host = Text(value);
        return true;
    }

    private void ReadConnection(string options)
    {
        foreach (var option in options.Split(',', StringSplitOptions.TrimEntries))
        {
            _saysClose |= option.Equals("close", StringComparison.OrdinalIgnoreCase);
            _saysKeepAlive |= option.Equals("keep-alive", StringComparison.OrdinalIgnoreCase);
        }
    }

    private bool TryReadLength(ReadOnlySpan<byte> value)
    {
        HasBody |= value.ContainsAnyExcept((byte)'0');
        return !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);

    private static string Joined(string? before, ReadOnlySpan<byte> value) => before is null ? Text(value) : $"{before}, {Text(value)}";

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
