Console.WriteLine("QmsWorkflow");
