using System.Diagnostics;
using System.Globalization;
using QmsWorkflow.Server.Data.Cluster;

namespace QmsWorkflow.Server.Tests.Support;

/// <summary>Folders of tests: all below one folder of the run, which the run takes away at its end and the next run when this one was killed.</summary>
internal static class TestFolder
{
    private const string Prefix = "qms-test-";
    private static readonly Lazy<string> Run = new(() => MakeRun(Path.GetTempPath(), Environment.ProcessId));

    /// <summary>A new empty folder; PostgreSQL's user may pass through it.</summary>
    public static string Create(string kind) => Directory.CreateDirectory(Path.Combine(Run.Value, $"{kind}-{Guid.NewGuid().ToString("N")[..8]}")).FullName;

    public static void RemoveAll()
    {
        if (Run.IsValueCreated && Directory.Exists(Run.Value)) Directory.Delete(Run.Value, recursive: true);
    }

    public static string MakeRun(string parent, int pid)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException();

        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return Directory.CreateDirectory(Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{pid}-{Guid.NewGuid().ToString("N")[..6]}")), passable).FullName;
    }

    /// <summary>Removes what killed runs left, and ends the PostgreSQL servers that still run on it.</summary>
    public static void RemoveLeftovers(string parent)
    {
        foreach (var old in Directory.EnumerateDirectories(parent, $"{Prefix}*"))
        {
            if (!int.TryParse(Path.GetFileName(old)[Prefix.Length..].Split('-')[0], CultureInfo.InvariantCulture, out var pid) || IsAlive(pid)) continue;

            try
            {
                foreach (var data in Directory.GetFiles(old, "postmaster.pid", SearchOption.AllDirectories)) EndServer(Path.GetDirectoryName(data)!);

                Directory.Delete(old, recursive: true);
            }
            catch (Exception kept) when (kept is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
            {
                // Somebody else's, or its last processes are still going: the next run removes it.
            }
        }
    }

    /// <summary>Only the PostgreSQL whose command line names that folder: the number in the file may be another process's by now.</summary>
    private static void EndServer(string data)
    {
        if (Postmaster.RunningIn(data) is not { } server) return;

        try
        {
            using var process = Process.GetProcessById(server);
            process.Kill();
            process.WaitForExit();
        }
        catch (ArgumentException)
        {
            // It has ended in the meantime.
        }
    }

    private static bool IsAlive(int pid) => Directory.Exists($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}");
}
