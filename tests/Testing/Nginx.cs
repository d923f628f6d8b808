using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QLab.Testing;

/// <summary>
/// A real nginx that speaks TLS with a certificate of its own and passes everything on: the machine's, or one unpacked from Debian's
/// package, which takes no rights and leaves nothing behind.
/// </summary>
public sealed class Nginx : IAsyncDisposable
{
    const string Installed = "/usr/sbin/nginx";

    readonly string folder = Directory.CreateTempSubdirectory("qlab-nginx-").FullName;
    readonly X509Certificate2 certificate = NewCertificate();
    readonly Process process;
    readonly int port;

    Nginx(Uri target)
    {
        var program = FindProgram();
        port = FreePort();
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
        using (var key = certificate.GetECDsaPrivateKey()!) File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), Configuration(target));
        process = Process.Start(new ProcessStartInfo(program, ["-p", folder, "-c", "nginx.conf", "-e", "stderr"]))!;
    }

    /// <summary>Where it is, as the name in its certificate says; only <see cref="From"/> finds the way.</summary>
    public static Uri Address { get; } = new("https://lab.example.org");

    /// <summary>Starts one in front of an address; null where there is no nginx and none can be fetched.</summary>
    public static async Task<Nginx?> InFrontOfAsync(Uri target)
    {
        Nginx nginx;
        try
        {
            nginx = new(target);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return null;
        }
        await Eventually.Succeeds(async () =>
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, nginx.port);
        });
        return nginx;
    }

    /// <summary>A client at this loopback address, which trusts this certificate and no other.</summary>
    public HttpClient From(string address)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback =
            (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();
        return new(handler) { BaseAddress = Address };
    }

    /// <summary>As docs/operations.md advises.</summary>
    string Configuration(Uri target) => $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        events {}
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server {
            listen 127.0.0.1:{{port}} ssl;
            server_name {{Address.Host}};
            ssl_certificate certificate.pem;
            ssl_certificate_key key.pem;
            client_max_body_size 64m;
            location / {
              proxy_pass {{target.GetLeftPart(UriPartial.Authority)}};
              proxy_http_version 1.1;
              proxy_set_header Host $host;
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_set_header X-Forwarded-Proto $scheme;
            }
          }
        }
        """;

    string FindProgram()
    {
        if (File.Exists(Installed)) return Installed;
        Run("apt-get", "download", "nginx");
        Run("dpkg", "-x", Directory.EnumerateFiles(folder, "nginx_*.deb").Single(), folder);
        return Path.Combine(folder, "usr/sbin/nginx");
    }

    void Run(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEnd();
        run.WaitForExit();
        if (run.ExitCode != 0) throw new InvalidOperationException($"{program}: {errors}{output.Result}");
    }

    static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Address.Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Address.Host);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
