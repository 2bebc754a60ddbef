using QmsWorkflow.TemplateBuilder;

// Makes the shipped templates. They are ordinary Word files afterwards: an office may edit them in Word or LibreOffice.
if (args is not [var folder])
{
    Console.Error.WriteLine("Cách dùng: dotnet run --project templates/build -- templates");
    return 2;
}

Console.WriteLine($"Đã tạo {ShippedTemplates.Build(folder)} mẫu trong {folder}.");
return 0;
