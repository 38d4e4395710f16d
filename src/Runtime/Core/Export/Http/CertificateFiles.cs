using System.Security.Cryptography;

namespace Instrumentation.Export.Http;

/// <summary>Files in PEM form that say whom to trust and who this program is.</summary>
/// <param name="Trusted">Certificates, one of which has signed the receiver's; null for those that the system trusts.</param>
/// <param name="Own">This program's certificate, and those between it and its root.</param>
/// <param name="OwnKey">Its key; null if it stands in the same file.</param>
internal sealed record CertificateFiles(string? Trusted, string? Own, string? OwnKey)
{
    public bool IsEmpty => Trusted is null && Own is null;

    /// <exception cref="CryptographicException">A file holds nothing that can be used, or the key is not the certificate's.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public Certificates Load() => Certificates.Load(this);

    /// <summary>What tells whether one of them has changed. By content: where files are links, as in Kubernetes, their times stay the same.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in new[] { Trusted, Own, OwnKey })
        {
            if (path is null)
                continue;

            try
            {
                hash.AppendData(File.ReadAllBytes(path));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // Not there is another state than any content.
                hash.AppendData("-"u8);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
