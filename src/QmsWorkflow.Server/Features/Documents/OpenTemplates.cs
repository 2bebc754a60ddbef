using QmsWorkflow.Documents;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>
/// Templates that were opened lately, by what is in the file: opening checks and reads a template, filling only writes. A changed file is
/// another template; what was not used for the longest goes first. Thread-safe, as the opened templates are.
/// </summary>
internal sealed class OpenTemplates(int most = 64, long mostBytes = 64L * 1024 * 1024)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Sha256, string Name), LinkedListNode<Opened>> known = [];
    private readonly LinkedList<Opened> byUse = [];
    private long bytes;

    /// <summary>How many are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return known.Count;
        }
    }

    /// <param name="name">How the template is called in problems.</param>
    /// <exception cref="DocxException">The file is no usable Word document; that is found out anew each time.</exception>
    public DocxTemplate Open(byte[] content, string name)
    {
        var key = (FileStore.HashOf(content), name);
        lock (gate)
        {
            if (known.TryGetValue(key, out var found))
            {
                byUse.Remove(found);
                byUse.AddFirst(found);
                return found.Value.Template;
            }
        }

        // Two at once open it twice and keep the first: nobody waits for another's file.
        var template = DocxTemplate.Open(content, name);
        lock (gate) Keep(new Opened(key, template));
        return template;
    }

    private void Keep(Opened opened)
    {
        if (opened.Template.Size > mostBytes || known.ContainsKey(opened.Key)) return;

        known[opened.Key] = byUse.AddFirst(opened);
        bytes += opened.Template.Size;
        while (known.Count > most || bytes > mostBytes)
        {
            var last = byUse.Last!.Value;
            byUse.RemoveLast();
            known.Remove(last.Key);
            bytes -= last.Template.Size;
        }
    }

    private sealed record Opened((string Sha256, string Name) Key, DocxTemplate Template);
}
