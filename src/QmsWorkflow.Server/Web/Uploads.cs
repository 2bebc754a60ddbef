using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Web;

/// <summary>Files that people send, read into memory once and only up to a limit.</summary>
internal static class Uploads
{
    /// <summary>What one request with a document, a scan or a signed PDF may have; a larger one gets its page before anything is read.</summary>
    public const int MostMegabytes = 20;

    /// <summary>A Word file, checked while it is read: what is too large or cannot be one is not read to its end.</summary>
    /// <returns>The bytes, or why the file is refused; neither when none was sent.</returns>
    public static (byte[]? Content, string? Refusal) Word(IFormFile? file)
    {
        if (file is not { Length: > 0 }) return (null, null);

        try
        {
            using var stream = file.OpenReadStream();
            return (DocxGuard.Check(stream, file.Length), null);
        }
        catch (DocxException refused)
        {
            return (null, refused.Message);
        }
    }

    /// <summary>Another file, as large as it is: the request's limit holds for it too.</summary>
    /// <returns>Null when none was sent.</returns>
    public static async Task<byte[]?> ReadAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is not { Length: > 0 }) return null;

        await using var stream = file.OpenReadStream();
        var content = new byte[file.Length];
        await stream.ReadExactlyAsync(content, ct);
        return content;
    }
}
