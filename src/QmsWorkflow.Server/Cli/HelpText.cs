namespace QmsWorkflow.Server.Cli;

/// <summary>Help, made from the table of verbs: Vietnamese first, English second.</summary>
internal static class HelpText
{
    public static void WriteAll(IReadOnlyList<Verb> verbs, TextWriter writer)
    {
        writer.WriteLine("Cách dùng (usage): qms LỆNH [tùy chọn]        qms LỆNH --help");
        writer.WriteLine();
        foreach (var verb in verbs)
        {
            writer.WriteLine($"  {Call(verb)}");
            writer.WriteLine($"      {verb.SummaryVi}");
            writer.WriteLine($"      {verb.SummaryEn}");
        }

        WriteExitCodes(writer);
    }

    public static void Write(Verb verb, TextWriter writer)
    {
        writer.WriteLine($"qms {Call(verb)}");
        writer.WriteLine($"  {verb.SummaryVi}");
        writer.WriteLine($"  {verb.SummaryEn}");
        writer.WriteLine();
        foreach (var option in verb.Options.Add(CommandLine.JsonOption))
        {
            writer.WriteLine($"  {option.Name}{(option.Value is null ? "" : " " + option.Value)}");
            writer.WriteLine($"      {option.Vietnamese}");
            writer.WriteLine($"      {option.English}");
        }

        WriteExitCodes(writer);
    }

    private static string Call(Verb verb) => $"{verb.Name} {verb.Arguments}".TrimEnd();

    private static void WriteExitCodes(TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("Mã thoát: 0 xong · 1 có lỗi được tìm thấy · 2 gõ lệnh sai · 3 không chạy được");
        writer.WriteLine("Exit code: 0 done · 1 something wrong was found · 2 wrong usage · 3 cannot run");
    }
}
