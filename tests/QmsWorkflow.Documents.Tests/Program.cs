using QmsWorkflow.Documents.Tests;
using QmsWorkflow.Documents.Tests.Seeds;

// The tests, and two tools:
//   seed-hashes FOLDER      makes Seeds/*.hashes.json from the seed texts in FOLDER
//   sample-documents FOLDER fills every template from the samples, to be looked at
return args switch
{
    ["seed-hashes", var folder] => SeedHashes.Make(folder),
    ["sample-documents", var folder] => SampleDocuments.Write(folder),
    _ when args.Any(arg => arg is "-automated" or "@@") => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    _ => await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
