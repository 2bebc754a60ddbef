using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QmsWorkflow.Chaos;

/// <summary>A mail server that takes every mail and remembers its key and its Message-ID.</summary>
internal sealed class MailSink : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task serving;

    public MailSink()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Every mail that was taken, in the order of arrival.</summary>
    public ConcurrentQueue<(string Key, string MessageId)> Mails { get; } = [];

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await listener.AcceptTcpClientAsync(over.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var taken = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
            await writer.WriteLineAsync("220 chaos ESMTP");
            while (await reader.ReadLineAsync(over.Token) is { } line)
            {
                var word = line.Split(' ', 2)[0].ToUpperInvariant();
                if (word == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    if (await ReadMailAsync(reader) is not { } mail) return;

                    // Remembered before it is acknowledged: a sender that was killed in between will send it again.
                    Mails.Enqueue(mail);
                }

                await writer.WriteLineAsync(word switch
                {
                    "EHLO" or "HELO" => "250 chaos",
                    "QUIT" => "221 bye",
                    "MAIL" or "RCPT" or "RSET" or "NOOP" or "DATA" => "250 ok",
                    _ => "502 unknown",
                });
                if (word == "QUIT") return;
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException)
        {
            // The sender was killed in the middle of its mail.
        }
    }

    /// <returns>Nothing when the sender went away before the final dot: that mail was never sent.</returns>
    private async Task<(string Key, string MessageId)?> ReadMailAsync(StreamReader reader)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (isHeader, last) = (true, "");
        while (await reader.ReadLineAsync(over.Token) is { } line)
        {
            if (line == ".") return (headers.GetValueOrDefault("X-Qms-Key", ""), headers.GetValueOrDefault("Message-ID", ""));

            if (line.Length == 0) isHeader = false;
            if (!isHeader) continue;

            if (line[0] is ' ' or '\t')
            {
                headers[last] += line.Trim();
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
            {
                last = line[..colon];
                headers[last] = line[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    /// <summary>What the mails say about the keys that had to be sent.</summary>
    public MailCount Count(IReadOnlyCollection<string> expected)
    {
        var byKey = Mails.ToLookup(mail => mail.Key, mail => mail.MessageId, StringComparer.Ordinal);
        return new MailCount(
            expected.Count,
            Mails.Count,
            byKey.Sum(mails => mails.Count() - 1),
            expected.Count(key => !byKey.Contains(key)),
            byKey.Count(mails => mails.Distinct(StringComparer.Ordinal).Count() > 1 || mails.Contains("")));
    }

    public void Dispose()
    {
        over.Cancel();
        listener.Stop();
        serving.Wait(TimeSpan.FromSeconds(5));
        listener.Dispose();
        over.Dispose();
    }
}

/// <param name="Repeats">Mails sent again after a kill between the mail server's answer and our commit; they carry the same Message-ID.</param>
/// <param name="Strange">Keys of which two mails differ in their Message-ID, or have none.</param>
internal sealed record MailCount(int Expected, int Taken, int Repeats, int Missing, int Strange)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Taken} for {Expected} notices, {Repeats} repeats with the same Message-ID, {Missing} missing, {Strange} repeats with another");
}
