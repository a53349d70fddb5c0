using System.Net;
using System.Net.Sockets;
using AuditGrpc.EndToEnd.Tests.Harness;

namespace AuditGrpc.Cli.Tests.Reporting;

/// <summary>A page as Chromium, without a screen, has it after loading.</summary>
/// <param name="Dom">What it made of the page, as markup.</param>
/// <param name="Log">What it had to say.</param>
/// <param name="Requests">The first line of each request that it made of anybody.</param>
internal sealed record Browser(string Dom, string Log, IReadOnlyList<string> Requests)
{
    public static async Task<Browser> OpenAsync(string page)
    {
        var folder = Directory.CreateTempSubdirectory("auditgrpc-browser-");
        try
        {
            var file = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(file, page);
            // All but the file itself is asked of this proxy, which answers nothing.
            using var proxy = new TcpListener(IPAddress.Loopback, 0);
            proxy.Start();
            var requests = RecordAsync(proxy);
            var chromium = await Command.RunAsync(ForeignTools.PathOf(ForeignTools.Chromium),
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr",
                $"--user-data-dir={folder.FullName}", $"--proxy-server={proxy.LocalEndpoint}", "--proxy-bypass-list=<-loopback>",
                "--dump-dom", new Uri(file).AbsoluteUri,
            ]);
            proxy.Stop();
            return new(chromium.Succeeded(), chromium.Error, await requests);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<string>> RecordAsync(TcpListener proxy)
    {
        var requests = new List<string>();
        while (true)
        {
            try
            {
                using var client = await proxy.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream());
                requests.Add(await reader.ReadLineAsync() ?? "");
            }
            catch (IOException)
            {
                requests.Add("a connection that broke");
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return requests;
            }
        }
    }
}
