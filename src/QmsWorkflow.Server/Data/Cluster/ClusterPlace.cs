using System.Security.Cryptography;
using System.Text;

namespace QmsWorkflow.Server.Data.Cluster;

/// <summary>
/// Where the cluster and its socket lie: in the data folder. When the server runs as root and PostgreSQL's user cannot pass through a folder
/// above it (<c>/root</c>, say), a new cluster gets a place of its own to which <c>postgres</c> in the data folder is a link.
/// Rights of folders that are not the product's are never changed.
/// </summary>
internal sealed record ClusterPlace(string Folder, string Sockets)
{
    private const int MaxSocketPath = 90;
    private const string NearSockets = "run";

    /// <param name="dataFolder">The product's data folder, absolute; it exists.</param>
    /// <param name="elsewhere">Where clusters lie that cannot lie in their data folder.</param>
    /// <exception cref="ClusterException">The data is where PostgreSQL's user does not come, or the link leads nowhere.</exception>
    public static async Task<ClusterPlace> FindAsync(string dataFolder, string elsewhere, CancellationToken ct)
    {
        var near = Path.Combine(dataFolder, "postgres");
        var isReachable = await ClusterTools.CanPassAsync(dataFolder, ct);
        if (new FileInfo(near).LinkTarget is { } target)
        {
            var place = Path.GetDirectoryName(Path.GetFullPath(target, dataFolder))!;
            if (!Directory.Exists(place)) throw Lost(near, target);

            return new ClusterPlace(Path.GetFullPath(target, dataFolder), SocketFolder(isReachable ? dataFolder : place));
        }

        if (isReachable) return new ClusterPlace(near, SocketFolder(dataFolder));
        if (Directory.Exists(near) && Directory.EnumerateFileSystemEntries(near).Any()) throw OutOfReach(dataFolder);

        return PlaceElsewhere(near, elsewhere);
    }

    /// <summary>False for a socket folder among the system's temporary files, which nobody else takes away.</summary>
    public static bool IsNear(string sockets) => Path.GetFileName(sockets) == NearSockets;

    private static ClusterPlace PlaceElsewhere(string near, string elsewhere)
    {
        // A new name each time: whoever deletes the data folder to begin anew must not meet the old data again.
        var place = Path.Combine(elsewhere, Guid.CreateVersion7().ToString("N")[^12..]);
        const UnixFileMode passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(place, passable);
        var folder = Path.Combine(place, "postgres");
        if (Directory.Exists(near)) Directory.Delete(near);
        File.CreateSymbolicLink(near, folder);
        Console.Error.WriteLine(
            $"Người dùng postgres không đi qua được các thư mục phía trên {near}, nên cơ sở dữ liệu nằm ở {folder}. "
            + $"(The user postgres cannot pass through the folders above {near}; the database lies in {folder}.)");
        return new ClusterPlace(folder, SocketFolder(place));
    }

    /// <summary>The socket's path must stay short (107 bytes on Linux).</summary>
    private static string SocketFolder(string parent)
    {
        var near = Path.Combine(parent, NearSockets);
        if (Encoding.UTF8.GetByteCount(near) <= MaxSocketPath && !near.Contains('\'', StringComparison.Ordinal) && !near.Contains(',', StringComparison.Ordinal)) return near;

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parent)))[..12];
        return Path.Combine(Path.GetTempPath(), $"qms-{hash}");
    }

    private static ClusterException Lost(string link, string target) => new(
        $"{link} trỏ đến {target}, nhưng nơi đó không còn. Hãy khôi phục nơi đó, hoặc chọn thư mục dữ liệu khác bằng QMS_DATA. (The link leads to a place that is not there.)");

    private static ClusterException OutOfReach(string dataFolder) => new(
        $"Người dùng postgres không đi qua được các thư mục phía trên {dataFolder}, nơi đã có dữ liệu. Hãy cho đi qua (chmod o+x thư mục đó), "
        + "chạy bằng người dùng thường, hoặc chuyển dữ liệu và đặt QMS_DATA. (The user postgres cannot pass through the folders above the data: allow it, run as an ordinary user, or move the data.)");
}
