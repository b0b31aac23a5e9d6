package org.dodomu.sandbox.telegram;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** A running stand-in for Telegram on a loopback port. */
public final class SandboxTelegram implements AutoCloseable {

    private final Tomcat tomcat;
    private final Telegram telegram;
    private final Control control;

    private SandboxTelegram(Tomcat tomcat, Telegram telegram, Control control) {
        this.tomcat = tomcat;
        this.telegram = telegram;
        this.control = control;
    }

    /**
     * What it is started with.
     *
     * @param port 0 for any free one
     * @param dataFile where it keeps what it knows; without one all is gone at the end
     * @param databaseView JSON for the page's pane on the database: {@code {"collections":[{"name","count","sample":[{…}]}]}}
     */
    public record Settings(int port, Optional<Path> dataFile, Supplier<String> databaseView) {

        public static Settings forTests() {
            return new Settings(0, Optional.empty(), () -> "{\"collections\":[]}");
        }
    }

    /**
     * Starts on 127.0.0.1.
     *
     * @throws IllegalStateException when the environment holds the token of a bot that is not the sandbox's own
     */
    public static SandboxTelegram start(Settings settings) throws IOException {
        Telegram telegram = new Telegram(settings.dataFile().orElse(null), new SandboxClock());
        String foreign = System.getenv("DODOMU_TELEGRAM_TOKEN");
        if (foreign != null && !foreign.equals(telegram.world.token)) {
            throw new IllegalStateException(
                    "DODOMU_TELEGRAM_TOKEN is set to a token that is not the sandbox's own: unset it, the sandbox never runs beside a real bot");
        }
        Faults faults = new Faults();
        Control control = new Control(telegram, faults);
        Tomcat tomcat = new Tomcat();
        Path work = Files.createTempDirectory("sandbox-telegram");
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(settings.port());
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setMaxPostSize(128 << 20);
        Context context = tomcat.addContext("", work.toString());
        add(context, "api", new ApiServlet(telegram, faults), "/*");
        add(context, "control", new ControlServlet(control, settings.databaseView()), "/sandbox/api/*");
        PageServlet page = new PageServlet();
        add(context, "page", page, "");
        for (String file : new String[] {"/page.js", "/texts.js", "/page.css", "/favicon.ico"}) {
            context.addServletMappingDecoded(file, "page");
        }
        try {
            tomcat.start();
        } catch (LifecycleException busy) {
            throw new IOException("The sandbox cannot listen on port " + settings.port(), busy);
        }
        if (tomcat.getConnector().getLocalPort() <= 0) {
            throw new IOException("The sandbox cannot listen on port " + settings.port() + ": is another one running?");
        }
        return new SandboxTelegram(tomcat, telegram, control);
    }

    private static void add(Context context, String name, HttpServlet servlet, String pattern) {
        Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
        wrapper.setMultipartConfigElement(new MultipartConfigElement("", 64 << 20, 64 << 20, 64 << 20));
        context.addServletMappingDecoded(pattern, name);
    }

    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The sandbox's own token: made at the first start, good for nothing elsewhere. */
    public String token() {
        return telegram.world.token;
    }

    public Control control() {
        return control;
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException stuck) {
            throw new IllegalStateException("The sandbox did not stop", stuck);
        }
    }
}
