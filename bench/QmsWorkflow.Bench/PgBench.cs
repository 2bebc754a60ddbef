using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using QmsWorkflow.Server.Data.Cluster;

namespace QmsWorkflow.Bench;

/// <summary>What PostgreSQL itself reaches here with a script that writes as many rows and bytes in as many commits as one workflow.</summary>
internal sealed partial class PgBench(Store store, string connection, string folder)
{
    private const int CalibrationRuns = 200;

    /// <summary>Writes the script; its rows are padded until a run writes as many bytes of log as a workflow does.</summary>
    /// <param name="perWorkflow">Rows and bytes of one workflow, and its commits.</param>
    /// <returns>The bytes of log one run of the script writes.</returns>
    public async Task<double> CalibrateAsync(RowShare perWorkflow)
    {
        await store.ExecuteAsync(connection,
            "create table b_rows (id bigint not null, part int not null, pad text not null, primary key (id, part))", "grant all on b_rows to qms");
        var pad = 100;
        double written = 0;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            WriteScript(perWorkflow, pad);
            var writes = await store.CountAsync(connection, () => RunAsync(1, $"-t {CalibrationRuns}"));
            written = (double)writes.Bytes / CalibrationRuns;
            if (attempt == 2) break;
            // Beyond 1,900 characters a row would be compressed and stored aside.
            pad = Math.Clamp(pad + (int)((perWorkflow.Bytes - written) / (perWorkflow.Inserted + perWorkflow.Updated)), 0, 1900);
        }

        return written;
    }

    /// <returns>Runs of the script per second.</returns>
    public async Task<double> MeasureAsync(int writers, int seconds) =>
        TransactionsPerSecond(await RunAsync(writers, string.Create(CultureInfo.InvariantCulture, $"-T {seconds}")));

    private string Script => Path.Combine(folder, "workflow.sql");

    /// <summary>The first rows of each commit are inserted, then some of them updated, then deleted: single statements, prepared.</summary>
    private void WriteScript(RowShare share, int pad)
    {
        var text = new StringBuilder("\\set id random(1, 1000000000000000)\n");
        int inserted = 0, updated = 0, deleted = 0;
        for (var commit = 1; commit <= share.Commits; commit++)
        {
            text.Append("begin;\n");
            for (; inserted < share.Inserted * commit / share.Commits; inserted++)
            {
                text.Append(CultureInfo.InvariantCulture, $"insert into b_rows values (:id, {inserted}, repeat('x', {pad}));\n");
            }

            for (; updated < share.Updated * commit / share.Commits; updated++)
            {
                text.Append(CultureInfo.InvariantCulture, $"update b_rows set pad = repeat('y', {pad}) where id = :id and part = 0;\n");
            }

            for (; deleted < share.Deleted * commit / share.Commits; deleted++)
            {
                text.Append(CultureInfo.InvariantCulture, $"delete from b_rows where id = :id and part = {deleted + 1};\n");
            }

            text.Append("commit;\n");
        }

        File.WriteAllText(Script, text.ToString());
    }

    private async Task<string> RunAsync(int writers, string length)
    {
        var target = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(PostgresBinaries.Find()["pgbench"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var arguments = string.Create(CultureInfo.InvariantCulture,
            $"-h {target.Host} -U {target.Username} -n -M prepared -c {writers} -j {Math.Min(writers, 2)} {length} -f {Script} {target.Database}");
        foreach (var argument in arguments.Split(' ')) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"pgbench: {await errors}");
    }

    private static double TransactionsPerSecond(string output) =>
        double.Parse(Tps().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("tps = (?<tps>[0-9.]+)", RegexOptions.None, 1000)]
    private static partial Regex Tps();
}

/// <summary>The rows, commits and bytes of log of one workflow.</summary>
internal sealed record RowShare(int Inserted, int Updated, int Deleted, int Commits, double Bytes);
