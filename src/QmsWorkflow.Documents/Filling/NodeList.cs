using System.Text;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Collects the nodes of a piece of a template; fixed text side by side becomes one node.</summary>
internal sealed class NodeList
{
    private readonly List<Node> nodes = [];
    private readonly StringBuilder text = new();

    /// <summary>The markup since the last node that depends on data.</summary>
    public StringBuilder Xml { get; } = new();

    /// <summary>The words in that markup, for bookmarks around them.</summary>
    public void AddWords(string words) => text.Append(words);

    public void Add(Node node)
    {
        Flush();
        nodes.Add(node);
    }

    public Node[] ToArray()
    {
        Flush();
        return [.. nodes];
    }

    public static byte[] Bytes(string xml) => Encoding.UTF8.GetBytes(xml);

    private void Flush()
    {
        if (Xml.Length == 0) return;

        nodes.Add(new Fixed(Bytes(Xml.ToString()), text.ToString()));
        Xml.Clear();
        text.Clear();
    }
}
