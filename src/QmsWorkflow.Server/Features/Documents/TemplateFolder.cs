using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>The shipped Word templates as files, each with the description of its data and a sample; a changed file is read anew.</summary>
internal sealed class TemplateFolder(string path)
{
    private readonly ConcurrentDictionary<string, (DateTime Changed, byte[] Content)> read = new(StringComparer.Ordinal);

    /// <exception cref="Runtime.StepFailedException">The template is missing.</exception>
    public byte[] Read(string template) => Find(template, ".docx") ?? throw new Runtime.StepFailedException($"Không có mẫu văn bản {template}.docx trong thư mục templates.");

    /// <summary>Whether the template is installed with its description.</summary>
    public bool Has(string template) => File.Exists(FileOf(template, ".docx")) && File.Exists(FileOf(template, ".schema.json"));

    /// <summary>The description of its data, as text; null when there is none.</summary>
    public string? SchemaText(string template) => Find(template, ".schema.json") is { } content ? System.Text.Encoding.UTF8.GetString(content) : null;

    /// <summary>The fields that the data of the template has; without a description, those of the sample.</summary>
    /// <exception cref="DocxException">The description is broken.</exception>
    public TemplateSchema Schema(string template) => SchemaText(template) is { } text ? TemplateSchema.Parse(text) : TemplateSchema.FromSample(Sample(template));

    /// <summary>Data as a document of this kind has it; empty when there is no sample.</summary>
    public JsonObject Sample(string template) => Find(template, ".sample.json") is { } content && JsonNode.Parse(content) is JsonObject sample ? sample : [];

    private byte[]? Find(string template, string ending)
    {
        var file = FileOf(template, ending);
        if (!File.Exists(file)) return null;

        var changed = File.GetLastWriteTimeUtc(file);
        var (_, content) = read.AddOrUpdate(
            template + ending, _ => (changed, File.ReadAllBytes(file)), (_, known) => known.Changed == changed ? known : (changed, File.ReadAllBytes(file)));
        return content;
    }

    private string FileOf(string template, string ending) => Path.Combine(path, template + ending);
}
