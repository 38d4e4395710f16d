using System.Net.Sockets;
using System.Security.Authentication;
using Instrumentation.Export.Delivery;

namespace Instrumentation.Export.Http;

/// <summary>
/// What an exception means for what was sent. It is told in words of this project and by types: messages of handlers may hold addresses with what is
/// secret in them.
/// </summary>
internal static class SendFault
{
    private const long ProtocolError = 1;

    public static SendResult Explain(Exception fault) => fault switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => TryAgain("The receiver's host is not known", fault),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => TryAgain("The receiver can't be reached", fault),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => TryAgain("There is no TLS with the receiver", fault),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => TryAgain("The proxy does not connect", fault),
        HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } => TryAgain("The receiver does not speak HTTP/2", fault),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new(
            SendOutcome.Refused, "The headers of the answer are larger than 64 KiB."),
        OperationCanceledException => TryAgain("The receiver can't be reached in time", fault),
        HttpRequestException or IOException => new(SendOutcome.Unanswered, Because("The connection broke before the answer was there", fault)),
        _ => new(SendOutcome.Unanswered, Because("Sending failed", fault)),
    };

    private static SendResult TryAgain(string what, Exception fault) => new(SendOutcome.TryAgain, Because(what, fault));

    private static string Because(string what, Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException socket:
                    return $"{what}: {socket.SocketErrorCode}.";
                case AuthenticationException:
                    return $"{what}: {cause.Message}";
                case HttpProtocolException { ErrorCode: ProtocolError }:
                    return FormattableString.Invariant($"{what}: HTTP/2 error {ProtocolError}, as of one who does not speak it.");
                case HttpProtocolException protocol:
                    return FormattableString.Invariant($"{what}: HTTP/2 error {protocol.ErrorCode}.");
            }
        }

        return fault is HttpRequestException or IOException or OperationCanceledException ? what + "." : $"{what}: {fault.GetType().FullName}.";
    }
}
