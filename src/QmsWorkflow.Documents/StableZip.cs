using System.IO.Compression;

namespace QmsWorkflow.Documents;

/// <summary>Rewrites a zip so that the same content always has the same bytes, and so the same SHA-256.</summary>
public static class StableZip
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Orders the entries and sets their times to the first day of 1980.</summary>
    /// <param name="zip">The bytes of any zip file.</param>
    public static byte[] Rewrite(byte[] zip)
    {
        using var target = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(zip, writable: false), ZipArchiveMode.Read))
        using (var rewritten = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            // [Content_Types].xml comes first in every Office file; ordinal order puts it there.
            foreach (var entry in source.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = rewritten.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Epoch;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return target.ToArray();
    }
}
