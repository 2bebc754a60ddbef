using System.Security.Cryptography;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Where files lie on disk, by the SHA-256 of their content. Writing a file precedes the commit of the row that names it.</summary>
internal sealed record FileFolder(string Path);

/// <summary>Keeps generated and uploaded files, content-addressed: the same content is kept once, a kept file never changes.</summary>
internal sealed class FileStore(QmsDb db, FileFolder folder, TimeProvider clock)
{
    /// <summary>Stores the content and adds its row to the unit of work (saved by the caller's transaction).</summary>
    public async Task<StoredFile> PutAsync(Guid agencyId, Stream content, string fileName, string contentType, Actor actor, CancellationToken ct)
    {
        Directory.CreateDirectory(folder.Path);
        var incoming = Path.Combine(folder.Path, $".{Guid.CreateVersion7():N}.part");
        long size;
        string hash;
        try
        {
            await using (var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, ct);
                size = file.Length;
                file.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
                file.Flush(flushToDisk: true);
            }

            var kept = PathOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            if (!File.Exists(kept)) File.Move(incoming, kept, overwrite: true);
        }
        finally
        {
            File.Delete(incoming);
        }

        var row = new StoredFile
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agencyId,
            Sha256 = hash,
            FileName = fileName,
            ContentType = contentType,
            SizeBytes = size,
            StoredAt = clock.GetUtcNow(),
            StoredBy = actor.PersonId,
        };
        db.StoredFiles.Add(row);
        return row;
    }

    public Task<StoredFile> PutAsync(Guid agencyId, byte[] content, string fileName, string contentType, Actor actor, CancellationToken ct) =>
        PutAsync(agencyId, new MemoryStream(content, writable: false), fileName, contentType, actor, ct);

    /// <summary>Opens a kept file for reading.</summary>
    /// <exception cref="FileNotFoundException">The content is not in the store: restore it from the backup.</exception>
    public FileStream Open(StoredFile file) => new(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous);

    /// <summary>The whole content of a kept file.</summary>
    /// <exception cref="FileNotFoundException">The content is not in the store: restore it from the backup.</exception>
    public async Task<byte[]> ReadAsync(StoredFile file, CancellationToken ct)
    {
        await using var stream = Open(file);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }

    /// <summary>The SHA-256 of a content, as files are named by.</summary>
    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string PathOf(string hash) => Path.Combine(folder.Path, hash[..2], hash[2..4], hash);
}
