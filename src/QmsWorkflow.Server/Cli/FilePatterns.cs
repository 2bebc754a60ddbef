using Microsoft.Extensions.FileSystemGlobbing;

namespace QmsWorkflow.Server.Cli;

/// <summary>Files by name or by pattern (<c>*</c> within a folder, <c>**</c> through folders).</summary>
internal static class FilePatterns
{
    public static IReadOnlyList<string> Expand(string argument)
    {
        if (File.Exists(argument)) return [argument];

        if (!argument.Contains('*', StringComparison.Ordinal))
        {
            throw Directory.Exists(argument)
                ? new CannotRunException($"\"{argument}\" là thư mục; hãy nêu tệp, ví dụ \"{argument.TrimEnd('/')}/**/*.json\".", $"\"{argument}\" is a folder; name files.")
                : new CannotRunException($"Không có tệp \"{argument}\".", $"There is no file \"{argument}\".");
        }

        var slash = argument[..argument.IndexOf('*', StringComparison.Ordinal)].LastIndexOf('/');
        var start = slash < 0 ? "" : argument[..(slash + 1)];
        var root = start.Length == 0 ? "." : start;
        IReadOnlyList<string> found = Directory.Exists(root)
            ? [.. new Matcher(StringComparison.Ordinal).AddInclude(argument[(slash + 1)..]).GetResultsInFullPath(root)
                .Select(full => start + Path.GetRelativePath(root, full)).Order(StringComparer.Ordinal)]
            : [];
        return found.Count > 0 ? found : throw new CannotRunException($"Không có tệp nào khớp với \"{argument}\".", $"No file matches \"{argument}\".");
    }
}
