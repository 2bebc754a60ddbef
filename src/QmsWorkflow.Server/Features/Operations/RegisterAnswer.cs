using System.Data.Common;
using System.Globalization;
using System.Resources;
using System.Security.Cryptography.X509Certificates;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Signing.Verification;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>What the register of documents says of a file, for the command line; or why it was not asked.</summary>
/// <param name="NotAskedBecause">Null when it was asked.</param>
/// <param name="Roots">The authorities that the register's server trusts.</param>
internal sealed record RegisterAnswer(string? NotAskedBecause, FileMatch Match, IReadOnlyList<RegisterEntry> Entries, IReadOnlyCollection<X509Certificate2> Roots)
{
    private static readonly ResourceManager Texts = new(typeof(SigningFlowText));

    /// <summary>False when the register knows the file and its document no longer holds.</summary>
    public bool IsGood => Entries.All(entry => entry.IsInForce);

    public static RegisterAnswer NotAsked(string because) => new(because, FileMatch.Unknown, [], []);

    /// <summary>Asks where there is a database. A machine that has none is not given one: whoever received the document may have only the file.</summary>
    public static async Task<RegisterAnswer> AskAsync(IConfiguration configuration, byte[] content, CancellationToken ct)
    {
        var data = Path.GetFullPath(configuration["QMS_DATA"] ?? "data");
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString("Qms")) && !PrivateCluster.IsIn(data)) return NotAsked($"không có cơ sở dữ liệu ở {data}");

        var answer = NotAsked("");
        try
        {
            await ProductVerbs.WithHostAsync(configuration, async host => { answer = await AskAsync(host, content, ct); return Cli.ExitCode.Ok; }, ct);
            return answer;
        }
        catch (Exception failure) when (failure is ClusterException or StartException or DbException or IOException or UnauthorizedAccessException)
        {
            return NotAsked(failure.Message);
        }
    }

    private static async Task<RegisterAnswer> AskAsync(ServerHost host, byte[] content, CancellationToken ct)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var (file, entries) = await scope.ServiceProvider.GetRequiredService<VerificationDesk>().CheckAsync(content, [], ct);
        return new RegisterAnswer(null, file.Match, entries, scope.ServiceProvider.GetRequiredService<TrustedRoots>().All);
    }

    public object ForPrograms() => new
    {
        asked = NotAskedBecause is null,
        reason = NotAskedBecause,
        match = NotAskedBecause is null ? Match : (FileMatch?)null,
        entries = Entries.Select(entry => new
        {
            entry.Agency,
            entry.Title,
            entry.Number,
            entry.IssuedOn,
            entry.Signer,
            entry.Code,
            entry.Standing,
            inForce = entry.IsInForce,
            entry.Changes,
        }),
    };

    public async Task PrintAsync(TextWriter output)
    {
        if (NotAskedBecause is { } because)
        {
            await output.WriteLineAsync($"  chưa hỏi sổ văn bản ({because}): chỉ kiểm tra chữ ký, không biết còn hiệu lực hay không (the register was not asked: only the signatures were checked)");
            return;
        }

        if (Entries.Count == 0) await output.WriteLineAsync($"  sổ văn bản: {Text("Match_Unknown")} (not in the register)");
        foreach (var entry in Entries)
        {
            await output.WriteLineAsync($"  sổ văn bản: {entry.Number ?? entry.Title}{(entry.IssuedOn is { } day ? $", ngày {Say(day)}" : "")}, {entry.Agency}: {Text($"Standing_{entry.Standing}")} ({Name(entry.Standing)})");
            foreach (var change in entry.Changes) await output.WriteLineAsync($"    {Text($"Change_{change.Kind}")} {change.By}, ngày {Say(change.Since)}");
        }
    }

    private static string Say(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Name(DocumentStanding standing) => Texts.GetString($"Standing_{standing}", CultureInfo.GetCultureInfo("en"))!.ToLowerInvariant();

    private static string Text(string name) => Texts.GetString(name, CultureInfo.GetCultureInfo("vi"))!;
}
