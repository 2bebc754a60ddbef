using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>A mail server on a free port of this machine that keeps what it is given.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<SunkMail> mails = [];
    private readonly ConcurrentDictionary<int, Task> talks = [];
    private readonly Task accepting;
    private int count;
    private int waiting;
    private bool isClosed;

    public SmtpSink()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>In the order in which they were taken.</summary>
    public IReadOnlyList<SunkMail> Mails => [.. mails];

    /// <summary>Recipients that are refused with 550.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>Takes the mail, then cuts the line before it says so, as when a machine dies.</summary>
    public bool DiesAfterTaking { get; set; }

    /// <summary>Takes connections and says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How many connections got no word.</summary>
    public int Waiting => waiting;

    public async ValueTask DisposeAsync()
    {
        if (isClosed) return;

        isClosed = true;
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(talks.Values);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                talks[Interlocked.Increment(ref count)] = TalkAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The sink is closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            if (IsSilent)
            {
                Interlocked.Increment(ref waiting);
                await Task.Delay(Timeout.Infinite, stopping.Token);
            }

            await writer.WriteLineAsync("220 sink");
            var to = "";
            while (await reader.ReadLineAsync(stopping.Token) is { } line)
            {
                if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase)) to = line[8..].Trim('<', '>', ' ');
                if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync("221 bye");
                    return;
                }

                if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync(line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase) && Refuses(to) ? "550 no such mailbox" : "250 ok");
                    continue;
                }

                await writer.WriteLineAsync("354 go on");
                mails.Enqueue(SunkMail.Read(to, await DataAsync(reader)));
                if (DiesAfterTaking) return;

                await writer.WriteLineAsync("250 taken");
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // The other side went away, or the sink is closed.
        }
    }

    private async Task<List<string>> DataAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
        {
            lines.Add(line.StartsWith('.') ? line[1..] : line);
        }

        return lines;
    }
}

/// <summary>A mail as its reader sees it.</summary>
internal sealed partial record SunkMail(string To, IReadOnlyDictionary<string, string> Headers, string Body, string Raw)
{
    public string Subject => Headers["Subject"];

    public string Key => Headers["X-Qms-Key"];

    public string MessageId => Headers["Message-ID"];

    public static SunkMail Read(string to, List<string> lines)
    {
        var end = lines.IndexOf("");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var last = "";
        foreach (var line in lines.Take(end))
        {
            // A folded header goes on with a space.
            if (line[0] is ' ' or '\t')
            {
                headers[last] += line;
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            last = line[..colon];
            // A header twice would not be one mail to every reader.
            headers.Add(last, line[(colon + 1)..].Trim());
        }

        var encoded = string.Join('\n', lines.Skip(end + 1));
        var body = headers.GetValueOrDefault("Content-Transfer-Encoding") == "base64" ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : encoded;
        return new SunkMail(to, headers.ToDictionary(h => h.Key, h => Decode(h.Value), StringComparer.OrdinalIgnoreCase), body.ReplaceLineEndings("\n"), string.Join('\n', lines));
    }

    /// <summary>RFC 2047: encoded words, between which spaces do not count.</summary>
    private static string Decode(string header) => EncodedWord().Replace(
        BetweenWords().Replace(header, "?==?"),
        word => word.Groups[1].Value is "B" or "b"
            ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[2].Value))
            : Encoding.UTF8.GetString(Quoted(word.Groups[2].Value)));

    private static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '=')
            {
                bytes.Add(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                bytes.Add((byte)(text[at] == '_' ? ' ' : text[at]));
            }
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.None, 1000)]
    private static partial Regex BetweenWords();
}
