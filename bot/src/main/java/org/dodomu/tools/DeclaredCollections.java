package org.dodomu.tools;

import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Every collection as the packages of the line declare it. Nothing else of them is made, and nothing is started. */
final class DeclaredCollections {

    private DeclaredCollections() {}

    static List<StoredCollection> all() {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(beans);
        scanner.addExcludeFilter(new AnnotationTypeFilter(EnableAutoConfiguration.class));
        scanner.scan("org.dodomu");
        new ConfigurationClassPostProcessor().postProcessBeanDefinitionRegistry(beans);
        return List.copyOf(beans.getBeansOfType(StoredCollection.class).values());
    }
}
