using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>The zip of a filled document: written parts take the places of the template's, the others are packed once and kept.</summary>
internal sealed class FilledPackage
{
    private readonly TemplatePackage package;
    private readonly CompiledTemplate template;
    private readonly Lazy<PackedEntry[]> kept;

    public FilledPackage(TemplatePackage package, CompiledTemplate template)
    {
        (this.package, this.template) = (package, template);
        var written = template.Parts.Select(part => part.Name).Concat(template.Notes.Select(part => part.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        kept = new Lazy<PackedEntry[]>(() => [.. package.Parts.Where(part => !written.Contains(part.Key)).Select(part => PackageWriter.Pack(part.Key, part.Value))]);
    }

    /// <summary>Writes one pass; the document when nothing is wrong.</summary>
    public byte[]? Write(FillRun run, FieldScope scope)
    {
        var entries = new List<PackedEntry>(kept.Value.Length + template.Parts.Length + 4);
        foreach (var part in template.Parts)
        {
            var content = run.Write(part, scope);
            if (run.Problems.Count == 0) entries.Add(PackageWriter.Pack(part.Name, content));
        }

        if (run.Problems.Count > 0) return null;

        foreach (var notes in template.Notes) entries.Add(PackageWriter.Pack(notes.Name, [.. notes.Start, .. run.Notes[notes.Kind].Written, .. notes.End]));
        var changed = Pictures(run.Pictures, entries);
        entries.AddRange(kept.Value.Where(entry => !changed.Contains(Encoding.UTF8.GetString(entry.Name))));
        return PackageWriter.Write(entries);
    }

    /// <summary>Adds the pictures, what refers to them and what they are.</summary>
    /// <returns>The parts of the template that were written anew for it.</returns>
    private HashSet<string> Pictures(PictureStore pictures, List<PackedEntry> entries)
    {
        var changed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, content) in pictures.Parts) entries.Add(PackageWriter.Pack(name, content));
        foreach (var part in pictures.Showing)
        {
            var name = TemplatePackage.RelationshipsOf(part);
            var before = package.Parts.TryGetValue(name, out var relationships) ? XmlElement.Parse(relationships) : new XmlElement("", "Relationships", Word.PackageRelationships);
            if (before.Attributes.Count == 0) before.Attributes.Add(new XmlAttribute("xmlns", "xmlns", Word.Xmlns, Word.PackageRelationships));
            Put(name, before, pictures.Relationships(part));
        }

        var missing = string.Concat(pictures.Extensions
            .Where(extension => !package.Types.Children.Any(type => type.Name == "Default" && extension.Equals(type.Attribute("Extension"), StringComparison.OrdinalIgnoreCase)))
            .Select(extension => $"<Default xmlns=\"{Word.ContentTypes}\" Extension=\"{extension}\" ContentType=\"image/{extension}\"/>"));
        if (missing.Length > 0) Put(TemplatePackage.TypesPart, package.Types, missing);
        return changed;

        void Put(string name, XmlElement root, string more)
        {
            var xml = new StringBuilder().Append('<').Append(root.QualifiedName);
            foreach (var attribute in root.Attributes) attribute.WriteTo(xml);
            xml.Append('>');
            foreach (var child in root.Children) child.WriteTo(xml);
            xml.Append(more).Append("</").Append(root.QualifiedName).Append('>');
            entries.Add(PackageWriter.Pack(name, Encoding.UTF8.GetBytes(xml.ToString())));
            changed.Add(name);
        }
    }
}
