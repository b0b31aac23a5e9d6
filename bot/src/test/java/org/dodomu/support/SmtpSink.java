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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on loopback that keeps what it is sent, and fails as it is told to. */
public final class SmtpSink implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile String toRecipient = "250 yes";
    private volatile String toSender = "250 yes";
    private volatile String toText = "250 kept";
    private volatile boolean hangUp;

    public SmtpSink() {
        this(0);
    }

    public SmtpSink(int port) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        Thread listening = new Thread(this::listen, "smtp-sink");
        listening.setDaemon(true);
        listening.start();
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
                serve(socket);
            } catch (IOException ended) {
                continue;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        OutputStream out = socket.getOutputStream();
        say(out, "220 sink");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String verb = line.length() < 4 ? line : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> say(out, "250 sink");
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
