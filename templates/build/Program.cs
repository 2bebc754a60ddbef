using System.Text.Json.Nodes;
using QmsWorkflow.Documents;
using QmsWorkflow.TemplateBuilder;

// Makes the shipped templates. They are ordinary Word files afterwards: an office may edit them in Word or LibreOffice.
switch (args)
{
    case [var folder]:
        Console.WriteLine($"Đã tạo {ShippedTemplates.Build(folder)} mẫu trong {folder}.");
        return 0;
    case ["--samples", var folder, var target]:
        return FillSamples(folder, target);
    default:
        Console.Error.WriteLine("Cách dùng: dotnet run --project templates/build -- templates");
        Console.Error.WriteLine("           dotnet run --project templates/build -- --samples templates THƯ-MỤC   (điền dữ liệu mẫu để xem)");
        return 2;
}

// Each template with the sample beside it, as one flat folder: annual-plan-ke-hoach.docx.
static int FillSamples(string folder, string target)
{
    Directory.CreateDirectory(target);
    var faults = 0;
    foreach (var file in Directory.EnumerateFiles(folder, "*.docx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
    {
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/')[..^".docx".Length];
        var sample = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(file, ".sample.json")))!;
        var filled = DocxTemplate.Open(File.ReadAllBytes(file), name).Fill(sample);
        foreach (var problem in filled.Problems) Console.Error.WriteLine($"{problem.Place}, {problem.Field}: {problem.Message}");
        if (filled.Docx is { } docx) File.WriteAllBytes(Path.Combine(target, name.Replace('/', '-') + ".docx"), docx);
        else faults++;
    }

    return faults == 0 ? 0 : 1;
}
