package org.dodomu.sandbox.telegram;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServlet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The HTTP server: one loopback port for the Bot API, the control API and the chat page. */
final class WebServer implements Closeable {

    private static final int REQUEST_BYTES = 64 << 20;

    private final Tomcat tomcat = new Tomcat();
    private final Path work;
    private int port;

    private WebServer(Path work) {
        this.work = work;
    }

    static WebServer start(int port, HttpServlet api, HttpServlet control) throws IOException {
        WebServer server = new WebServer(Files.createTempDirectory("sandbox-telegram"));
        try {
            server.open(port, api, control);
            return server;
        } catch (LifecycleException | IOException busy) {
            server.close();
            throw new IOException("The sandbox cannot listen on port " + port + ": is another one running?", busy);
        }
    }

    private void open(int wanted, HttpServlet api, HttpServlet control) throws LifecycleException, IOException {
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(wanted);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("bindOnInit", "false");
        tomcat.getConnector().setMaxPostSize(REQUEST_BYTES);
        Context context = tomcat.addContext("", work.toString());
        context.getPipeline().addValve(new HangUp());
        guard(context);
        add(context, "api", api, "/*");
        add(context, "control", control, "/sandbox/api/*");
        add(context, "page", new PageServlet(), "/favicon.ico");
        for (String path : PageServlet.FILES.keySet()) {
            context.addServletMappingDecoded(path.equals("/") ? "" : path, "page");
        }
        tomcat.start();
        port = tomcat.getConnector().getLocalPort();
        if (port <= 0) {
            throw new IOException("The port is taken");
        }
    }

    private static void guard(Context context) {
        FilterDef filter = new FilterDef();
        filter.setFilterName("hosts");
        filter.setFilter(new LocalHosts());
        context.addFilterDef(filter);
        FilterMap everything = new FilterMap();
        everything.setFilterName("hosts");
        everything.addURLPattern("/*");
        context.addFilterMap(everything);
    }

    private static void add(Context context, String name, HttpServlet servlet, String pattern) {
        Wrapper wrapper = Tomcat.addServlet(context, name, servlet);
        wrapper.setMultipartConfigElement(new MultipartConfigElement("", REQUEST_BYTES, REQUEST_BYTES, REQUEST_BYTES));
        context.addServletMappingDecoded(pattern, name);
    }

    int port() {
        return port;
    }

    /** Stops listening; open connections are closed. */
    void unlisten() {
        tomcat.getConnector().setPort(port);
        try {
            tomcat.getConnector().stop();
        } catch (LifecycleException stuck) {
            throw new IllegalStateException("The sandbox did not stop listening", stuck);
        }
    }

    void listen() throws IOException {
        try {
            tomcat.getConnector().start();
        } catch (LifecycleException busy) {
            throw new IOException("The sandbox cannot listen again", busy);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException stuck) {
            throw new IOException("The sandbox did not stop", stuck);
        } finally {
            forgetFolder();
            Folders.delete(work);
        }
    }

    /** Tomcat notes its first folder for the whole process, and the next one to start would make it again. */
    private void forgetFolder() {
        for (String name : List.of("catalina.home", "catalina.base")) {
            if (work.toString().equals(System.getProperty(name))) {
                System.clearProperty(name);
            }
        }
    }
}
