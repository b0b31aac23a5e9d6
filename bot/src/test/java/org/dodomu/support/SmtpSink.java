package org.dodomu.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that keeps what it is sent, and fails as it is told to. */
public final class SmtpSink implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile String toRecipient = "250 yes";
    private volatile String toSender = "250 yes";
    private volatile String toText = "250 kept";
    private volatile boolean hangUp;
    private volatile String admitted = "";
    private final @Nullable SSLContext tls;
    private final boolean tlsAtOnce;

    public SmtpSink() {
        this(0);
    }

    public SmtpSink(int port) {
        this(port, null, false);
    }

    private SmtpSink(int port, @Nullable SSLContext tls, boolean atOnce) {
        this.tls = tls;
        this.tlsAtOnce = atOnce;
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        Thread listening = new Thread(this::listen, "smtp-sink");
        listening.setDaemon(true);
        listening.start();
    }

    /** Offers STARTTLS. */
    public static SmtpSink thatStartsTls(SSLContext tls) {
        return new SmtpSink(0, tls, false);
    }

    /** Speaks TLS from the first byte. */
    public static SmtpSink underTls(SSLContext tls) {
        return new SmtpSink(0, tls, true);
    }

    /** Lets in nobody else; asks only under TLS. */
    public SmtpSink wants(String user, String password) {
        admitted = "\0" + user + "\0" + password;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The letters as they came, headers and text, oldest first. */
    public List<String> letters() {
        return List.copyOf(letters);
    }

    public List<String> commands() {
        return List.copyOf(commands);
    }

    public SmtpSink answersRecipients(String answer) {
        toRecipient = answer;
        return this;
    }

    public SmtpSink answersSenders(String answer) {
        toSender = answer;
        return this;
    }

    public SmtpSink answersTexts(String answer) {
        toText = answer;
        return this;
    }

    /** Keeps the letter and hangs up without a word. */
    public SmtpSink hangsUpAfterTheText() {
        hangUp = true;
        return this;
    }

    private void listen() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                Socket spoken = tlsAtOnce ? wrapped(socket) : socket;
                say(spoken.getOutputStream(), "220 sink");
                serve(spoken);
            } catch (IOException ended) {
                continue;
            }
        }
    }

    private Socket wrapped(Socket socket) throws IOException {
        SSLSocket wrapped = (SSLSocket)
                Objects.requireNonNull(tls).getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        wrapped.setUseClientMode(false);
        wrapped.startHandshake();
        return wrapped;
    }

    private void greet(OutputStream out, boolean secure) throws IOException {
        say(out, "250-sink");
        if (!secure && tls != null) {
            say(out, "250-STARTTLS");
        }
        if (secure && !admitted.isEmpty()) {
            say(out, "250-AUTH PLAIN");
        }
        say(out, "250 8BITMIME");
    }

    /** RFC 4616: on whose behalf, who, and the password. */
    private boolean admits(String line) {
        byte[] said = Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length()));
        return new String(said, StandardCharsets.UTF_8).endsWith(admitted);
    }

    private void serve(Socket socket) throws IOException {
        boolean secure = socket instanceof SSLSocket;
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = socket.getOutputStream();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> greet(out, secure);
                case "STAR" -> {
                    say(out, "220 go on");
                    serve(wrapped(socket));
                    return;
                }
                case "AUTH" -> say(out, admits(line) ? "235 yes" : "535 no");
                case "MAIL" -> say(out, toSender);
                case "RCPT" -> say(out, toRecipient);
                case "DATA" -> {
                    say(out, "354 go on");
                    String letter = text(in);
                    if (hangUp) {
                        letters.add(letter);
                        return;
                    }
                    if (toText.startsWith("2")) {
                        letters.add(letter);
                    }
                    say(out, toText);
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                default -> say(out, "250 yes");
            }
        }
    }

    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
