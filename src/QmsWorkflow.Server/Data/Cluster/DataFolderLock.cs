using System.Globalization;

namespace QmsWorkflow.Server.Data.Cluster;

/// <summary>
/// One server per data folder. The operating system holds the lock and frees it when the process ends, even by kill -9;
/// the file beside it only tells whose it is.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream held;

    private DataFolderLock(FileStream held) => this.held = held;

    /// <returns>The lock, or null while another process holds it.</returns>
    public static DataFolderLock? TryTake(string dataFolder)
    {
        try
        {
            var stream = new FileStream(Path.Combine(dataFolder, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(PidFile(dataFolder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolderLock(stream);
        }
        catch (UnauthorizedAccessException)
        {
            throw new ClusterException(
                $"Không có quyền ghi vào thư mục dữ liệu {dataFolder}. Hãy chạy bằng người dùng đã tạo ra nó, hoặc chọn thư mục khác bằng QMS_DATA. "
                + "(No right to write to the data folder: run as its owner or choose another with QMS_DATA.)");
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Who holds the lock, as far as is known.</summary>
    public static string HolderOf(string dataFolder)
    {
        var file = PidFile(dataFolder);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "?";
    }

    public void Dispose() => held.Dispose();

    private static string PidFile(string dataFolder) => Path.Combine(dataFolder, "server.pid");
}
