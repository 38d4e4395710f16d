using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Instrumentation.Integration.Tests.Wire;

/// <summary>An authority and what it has signed, in files of PEM: the receiver's certificate and a client's, behind an authority between.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("certificates");
    private readonly X509Certificate2 _authority = NewAuthority("authority", signer: null);

    public TestCertificates()
    {
        File.WriteAllText(Authority, _authority.ExportCertificatePem());
        using var server = Sign("localhost", _authority);
        Write(server, ServerCertificate, ServerKey);
        WriteClient("client");
    }

    public string Authority => PathOf("authority.pem");

    public string ServerCertificate => PathOf("server.pem");

    public string ServerKey => PathOf("server.key");

    /// <summary>The client's certificate, and the one between it and the authority.</summary>
    public string ClientCertificate => PathOf("client.pem");

    public string ClientKey => PathOf("client.key");

    /// <summary>Gives the client another certificate.</summary>
    public void WriteClient(string name)
    {
        using var between = NewAuthority("between", _authority);
        using var client = Sign(name, between);
        Write(client, ClientCertificate, ClientKey);
        File.AppendAllText(ClientCertificate, "\n" + between.ExportCertificatePem());
    }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Write(X509Certificate2 certificate, string path, string keyPath)
    {
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 NewAuthority(string name, X509Certificate2? signer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return Issue(request, key, signer);
    }

    private static X509Certificate2 Sign(string name, X509Certificate2 signer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return Issue(request, key, signer);
    }

    private static X509Certificate2 Issue(CertificateRequest request, ECDsa key, X509Certificate2? signer)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        if (signer is null)
            return request.CreateSelfSigned(from, to);

        using var certificate = request.Create(signer, signer.NotBefore, signer.NotAfter, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}
