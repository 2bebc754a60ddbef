using System.Globalization;

namespace QmsWorkflow.Server.Data.Cluster;

/// <summary>The PostgreSQL programs of the system: the newest version from 15 on, or the one that made the data.</summary>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    private const int OldestMajor = 15;
    private const string DebianFolder = "/usr/lib/postgresql";

    /// <param name="preferred">The major version of existing data; it is taken when installed.</param>
    /// <exception cref="ClusterException">No PostgreSQL ≥ 15 is installed.</exception>
    public static PostgresBinaries Find(int? preferred = null)
    {
        var found = Directory.Exists(DebianFolder)
            ? Directory.EnumerateDirectories(DebianFolder)
                .Select(folder => (Folder: Path.Combine(folder, "bin"), Major: int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0))
                .Where(version => version.Major >= OldestMajor && File.Exists(Path.Combine(version.Folder, "initdb")))
                .OrderByDescending(version => version.Major == preferred)
                .ThenByDescending(version => version.Major)
                .FirstOrDefault()
            : default;
        return found.Folder is null
            ? throw new ClusterException(
                "Chưa cài PostgreSQL 15 trở lên. Cài bằng lệnh: apt-get install postgresql-15, hoặc đặt ConnectionStrings__Qms để dùng máy chủ PostgreSQL sẵn có. "
                + "(PostgreSQL 15 or newer is not installed: install it or set ConnectionStrings__Qms.)")
            : new PostgresBinaries(found.Folder, found.Major);
    }

    public string this[string program] => Path.Combine(Folder, program);
}

/// <summary>The private cluster cannot be used; the message says why and what to do.</summary>
public sealed class ClusterException(string message) : Exception(message);
