using Instrumentation.Diagnostics;
using Instrumentation.Export;
using Instrumentation.Export.Http;

namespace Instrumentation.Configuration;

/// <summary>Finds the files of certificates that options or variables name, and leaves out those that can't be used.</summary>
internal static class ExporterCertificates
{
    private const string NotTrusted = "no file of certificates in PEM form that can be read";

    /// <param name="options">What the options name.</param>
    /// <param name="variables">What counts where an option names none; null where no variable does.</param>
    /// <exception cref="ArgumentException">A file that an option names can't be used.</exception>
    public static CertificateFiles Find(CertificateFiles options, OtlpVariables? variables = null)
    {
        var own = Said(options.Own, nameof(OtlpExporterOptions.ClientCertificateFile), "CLIENT_CERTIFICATE");
        var key = Said(options.OwnKey, nameof(OtlpExporterOptions.ClientKeyFile), "CLIENT_KEY");
        if (own is null && key is { } alone)
            key = Reject(alone, "is the key of no certificate: set the client's certificate too");
        if (own is { } client && !CanBeRead(new(null, client.Path, key?.Path)))
            (own, key) = (Reject(client, "is, with its key, no pair in PEM form that can be read"), null);
        return new(Trusted(options.Trusted, variables), own?.Path, key?.Path);

        SaidFile? Said(string? path, string option, string suffix)
        {
            if (path is not null)
                return new(path, option, IsOption: true);

            return variables is not null && variables.TryFind<string>(suffix, "", TryReadPath, out var found, out var variable)
                ? new(found, variable, IsOption: false)
                : null;
        }
    }

    private static string? Trusted(string? option, OtlpVariables? variables)
    {
        if (option is not null)
        {
            return TryReadTrusted(option, isOwn: true, out _)
                ? option
                : throw ExporterOption.Bad(nameof(OtlpExporterOptions.CertificateFile), $"is {NotTrusted}");
        }

        return variables is not null && variables.TryFind<string>("CERTIFICATE", NotTrusted, TryReadTrusted, out var found, out _) ? found : null;
    }

    private static bool TryReadTrusted(string text, bool isOwn, out string path)
    {
        path = text;
        return CanBeRead(new(path, null, null));
    }

    private static bool TryReadPath(string text, bool isOwn, out string path)
    {
        path = text;
        return true;
    }

    private static SaidFile? Reject(SaidFile file, string why)
    {
        if (file.IsOption)
            throw ExporterOption.Bad(file.SaidBy, why);

        Faults.Warn($"{file.SaidBy} {why}; it is ignored.");
        return null;
    }

    private static bool CanBeRead(CertificateFiles files)
    {
        try
        {
            files.Load().Dispose();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private readonly record struct SaidFile(string Path, string SaidBy, bool IsOption);
}
