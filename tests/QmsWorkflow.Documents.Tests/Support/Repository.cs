namespace QmsWorkflow.Documents.Tests.Support;

/// <summary>Files of the working tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>All templates, as <c>annual-plan/ke-hoach</c>.</summary>
    public static IEnumerable<string> Templates() =>
        Directory.EnumerateFiles(Path("templates"), "*.docx", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path("templates"), file).Replace('\\', '/')[..^".docx".Length])
            .Order(StringComparer.Ordinal);

    public static byte[] Template(string name) => File.ReadAllBytes(Path("templates", name + ".docx"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "QmsWorkflow.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run inside the working tree.");
    }
}
