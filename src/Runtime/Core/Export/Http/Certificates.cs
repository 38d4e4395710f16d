using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Instrumentation.Export.Http;

/// <summary>Whom a connection trusts, and who this program is to the receiver: what <see cref="CertificateFiles"/> hold.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly X509Certificate2Collection _trusted = [];
    private readonly X509Certificate2Collection _own = [];

    public static Certificates Load(CertificateFiles files)
    {
        var certificates = new Certificates();
        try
        {
            certificates.Read(files);
            return certificates;
        }
        catch
        {
            certificates.Dispose();
            throw;
        }
    }

    /// <summary>Sets what a connection with TLS has to do with them.</summary>
    public void Apply(SslClientAuthenticationOptions options)
    {
        if (_trusted.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_trusted);
        }

        if (_own.Count > 0)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(_own[0], _own, offline: true);
    }

    public void Dispose()
    {
        foreach (var certificate in _trusted.Concat(_own))
            certificate.Dispose();
    }

    private void Read(CertificateFiles files)
    {
        if (files.Trusted is { } trusted)
        {
            _trusted.ImportFromPemFile(trusted);
            if (_trusted.Count == 0)
                throw new CryptographicException("The file holds no certificate.");
        }

        if (files.Own is { } own)
        {
            _own.Add(WithKey(own, files.OwnKey));
            _own.ImportFromPemFile(own);
        }
    }

    private static X509Certificate2 WithKey(string path, string? key)
    {
        var certificate = X509Certificate2.CreateFromPemFile(path, key);
        if (!OperatingSystem.IsWindows())
            return certificate;

        // TLS on Windows takes no key that lives in memory alone, as one that was read from PEM does.
        using (certificate)
        {
#if NET9_0_OR_GREATER
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
#else
            return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
#endif
        }
    }
}
