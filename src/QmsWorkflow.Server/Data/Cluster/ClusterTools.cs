using System.Diagnostics;
using System.Globalization;

namespace QmsWorkflow.Server.Data.Cluster;

/// <summary>Runs PostgreSQL's programs; when the server runs as root, as Debian's user postgres, because PostgreSQL refuses root.</summary>
internal static class ClusterTools
{
    private static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Runs a program to its end, without pipes: a started postgres would hold them open.</summary>
    public static Task<(int Exit, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct) => IsRoot
        ? LaunchAsync("runuser", ["-u", "postgres", "--", program, .. arguments], ct)
        : LaunchAsync(program, arguments, ct);

    /// <summary>Gives a folder to the user that PostgreSQL runs as.</summary>
    /// <exception cref="ClusterException">The folder cannot be given away.</exception>
    public static async Task GiveToPostgresAsync(string path, CancellationToken ct)
    {
        if (!IsRoot) return;

        var (exit, output) = await LaunchAsync("chown", ["-R", "postgres:postgres", path], ct);
        if (exit != 0) throw new ClusterException($"Không giao được thư mục {path} cho người dùng postgres: {output.Trim()} (The folder cannot be given to the user postgres.)");
    }

    /// <summary>Whether the user that PostgreSQL runs as comes to the folder: all folders above let it pass (rights, groups and ACLs counted).</summary>
    public static async Task<bool> CanPassAsync(string folder, CancellationToken ct) => !IsRoot || (await RunAsync("/usr/bin/test", ["-x", folder], ct)).Exit == 0;

    private static async Task<(int Exit, string Output)> LaunchAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var log = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add("exec \"$@\" >\"$QMS_LOG\" 2>&1 </dev/null");
            start.ArgumentList.Add("sh");
            start.ArgumentList.Add(program);
            foreach (var argument in arguments) start.ArgumentList.Add(argument);
            start.Environment["QMS_LOG"] = log;
            start.Environment["LC_ALL"] = "C.UTF-8";
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, await File.ReadAllTextAsync(log, CancellationToken.None));
        }
        finally
        {
            File.Delete(log);
        }
    }
}

/// <summary>The process that <c>postmaster.pid</c> names, if it really is PostgreSQL on that folder: numbers of dead processes are used again.</summary>
internal static class Postmaster
{
    private const string FileName = "postmaster.pid";

    public static int? RunningIn(string folder)
    {
        var file = Path.Combine(folder, FileName);
        try
        {
            if (!int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)) return null;

            var command = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline")).Split('\0');
            return Path.GetFileName(command[0]) is "postgres" && command.Contains(folder, StringComparer.Ordinal) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Takes away the file of a process that is gone; PostgreSQL would refuse to start if its number is in use again.</summary>
    public static void RemoveStaleFile(string folder)
    {
        if (RunningIn(folder) is null) File.Delete(Path.Combine(folder, FileName));
    }
}
