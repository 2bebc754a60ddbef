using System.Collections.Concurrent;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The Word templates as files; a changed file is read anew.</summary>
internal sealed class TemplateFolder(string path)
{
    private readonly ConcurrentDictionary<string, (DateTime Changed, byte[] Content)> read = new(StringComparer.Ordinal);

    /// <exception cref="Runtime.StepFailedException">The template is missing.</exception>
    public byte[] Read(string template)
    {
        var file = Path.Combine(path, template + ".docx");
        if (!File.Exists(file)) throw new Runtime.StepFailedException($"Không có mẫu văn bản {template}.docx trong thư mục templates.");

        var changed = File.GetLastWriteTimeUtc(file);
        var (_, content) = read.AddOrUpdate(
            template, _ => (changed, File.ReadAllBytes(file)), (_, known) => known.Changed == changed ? known : (changed, File.ReadAllBytes(file)));
        return content;
    }
}
