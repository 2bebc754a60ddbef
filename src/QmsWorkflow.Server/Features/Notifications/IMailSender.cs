using System.Security.Cryptography;
using System.Text;

namespace QmsWorkflow.Server.Features.Notifications;

/// <summary>The edge to the mail server.</summary>
internal interface IMailSender
{
    /// <exception cref="MailFailedException">The mail server is away or refuses the mail.</exception>
    Task SendAsync(Mail mail, CancellationToken ct);
}

/// <param name="Key">Names the mail for ever: sent again after a crash it carries the same key.</param>
internal sealed record Mail(string Key, string To, string ToName, string Subject, string Body)
{
    /// <summary>The left half of the Message-ID: the SHA-256 of the key, so that a repeated mail is recognisable as the same one.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)));
}

/// <summary>A mail was not taken; the message, in Vietnamese, says what to do. It has no inner exception: a mail server away is not a database away.</summary>
internal sealed class MailFailedException(string message) : Exception(message);
