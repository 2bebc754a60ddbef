using System.Globalization;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The folder of one renderer; its name says which process it belongs to, so that the next one can sweep what dead processes left.</summary>
internal static class PdfHome
{
    private const string Prefix = "qms-pdf-";

    public static string Create(string parent)
    {
        Sweep(parent);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{StartOf(Environment.ProcessId)}-{Guid.NewGuid().ToString("N")[..6]}");
        return Directory.CreateDirectory(Path.Combine(parent, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    public static void Sweep(string parent)
    {
        foreach (var old in Directory.EnumerateDirectories(parent, $"{Prefix}*"))
        {
            var parts = Path.GetFileName(old)[Prefix.Length..].Split('-');
            if (parts.Length != 3 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var pid) || StartOf(pid) == parts[1]) continue;
            Remove(old);
        }

        // LibreOffice's pipes carry the process that asked for them: qms-<pid>-….
        foreach (var pipe in Directory.EnumerateFiles("/tmp", "OSL_PIPE_*_qms-*"))
        {
            var owner = Path.GetFileName(pipe).Split("_qms-")[^1].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && StartOf(pid).Length == 0) TryDelete(pipe);
        }
    }

    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Another user's, or its last process is just ending: the next start sweeps it.
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // Another user's.
        }
    }

    /// <summary>When a process started, as the kernel counts; empty when it is gone. Numbers of processes come again, this does not.</summary>
    private static string StartOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
