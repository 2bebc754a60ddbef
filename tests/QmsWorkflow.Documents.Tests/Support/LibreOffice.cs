using System.Diagnostics;

namespace QmsWorkflow.Documents.Tests.Support;

/// <summary>Files as LibreOffice saves them, made by a program started with a profile of its own.</summary>
internal static class LibreOffice
{
    /// <summary>Opens each file and saves it as .docx again.</summary>
    public static Dictionary<string, byte[]> RoundTrip(IReadOnlyDictionary<string, byte[]> files)
    {
        var folder = Directory.CreateTempSubdirectory("qms-soffice-");
        try
        {
            foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(folder.FullName, name + ".docx"), content);
            var start = new ProcessStartInfo("soffice") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder.FullName };
            string[] arguments = [$"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "saved"];
            foreach (var argument in arguments.Concat(files.Keys.Select(name => name + ".docx"))) start.ArgumentList.Add(argument);
            using var office = Process.Start(start)!;
            var errors = office.StandardError.ReadToEndAsync();
            var output = office.StandardOutput.ReadToEnd();
            office.WaitForExit();
            return files.Keys.ToDictionary(name => name, name => Saved(Path.Combine(folder.FullName, "saved", name + ".docx"), output + errors.Result));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Saved(string path, string output) => File.Exists(path) ? File.ReadAllBytes(path) : throw new InvalidOperationException($"LibreOffice made no {path}: {output}");
}
