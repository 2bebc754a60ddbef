namespace QmsWorkflow.Bench;

/// <summary>A folder for the files of a measurement, taken away at the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("qms-bench-").FullName;

    /// <summary>The root of the working tree, which <c>./bench.sh</c> runs in.</summary>
    public string Repository { get; } = Directory.GetCurrentDirectory();

    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
