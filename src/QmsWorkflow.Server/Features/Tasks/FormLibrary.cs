using System.Collections.Concurrent;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Where the forms described by files lie.</summary>
internal sealed record FormFolder(string Path);

/// <summary>The forms a task may name: those of the slices and those described by files.</summary>
internal sealed class FormLibrary(IEnumerable<ITaskForm> own, FormFolder folder)
{
    private const string Suffix = ".form.json";
    private static readonly ConcurrentDictionary<string, (DateTime At, DeclaredForm Form)> Read = new(StringComparer.Ordinal);

    private readonly List<ITaskForm> forms = [.. own];

    public ITaskForm? Own(string name) => forms.Find(form => form.Name == name);

    /// <exception cref="FormatException">The file is there but wrong.</exception>
    public DeclaredForm? Declared(string name)
    {
        var file = PathOf(name);
        if (file is null || !File.Exists(file)) return null;

        var at = File.GetLastWriteTimeUtc(file);
        if (Read.TryGetValue(file, out var known) && known.At == at) return known.Form;

        var form = DeclaredForm.Read(File.ReadAllText(file), System.IO.Path.GetFileName(file));
        Read[file] = (at, form);
        return form;
    }

    /// <summary>The form of a task that is open: its file may have been taken away or broken since the workflow was published.</summary>
    public (DeclaredForm? Form, string? Problem) TryDeclared(string name)
    {
        if (Check(name) is { } problem) return (null, problem);

        return (Own(name) is null ? Declared(name) : null, null);
    }

    /// <summary>Checks the name of a form in a definition; null when it is right.</summary>
    public string? Check(string name)
    {
        if (Own(name) is not null) return null;

        try
        {
            if (Declared(name) is not null) return null;
        }
        catch (FormatException wrong)
        {
            return $"biểu mẫu \"{name}\" có lỗi: {wrong.Message}";
        }

        return $"không có biểu mẫu \"{name}\"; hiện có: {string.Join(", ", Names())}";
    }

    private IEnumerable<string> Names()
    {
        var files = System.IO.Directory.Exists(folder.Path) ? System.IO.Directory.EnumerateFiles(folder.Path, $"*{Suffix}") : [];
        return forms.Select(form => form.Name).Concat(files.Select(file => System.IO.Path.GetFileName(file)[..^Suffix.Length])).Order(StringComparer.Ordinal);
    }

    /// <returns>Null for a name that could leave the folder.</returns>
    private string? PathOf(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? System.IO.Path.Combine(folder.Path, name + Suffix)
        : null;
}
