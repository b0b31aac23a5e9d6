package org.dodomu.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dodomu.storage.StoredCollection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class BackupPlanTest {

    @Test
    void everyDeclaredCollectionHasItsPlace() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.scan("org.dodomu");
            context.addBeanFactoryPostProcessor(factory -> keepDeclarations((DefaultListableBeanFactory) factory));
            context.refresh();
            assertThat(context.getBeansOfType(StoredCollection.class).values())
                    .hasSizeGreaterThan(8)
                    .allSatisfy(one -> assertThat(BackupPlan.SHORT_LIVED.contains(one.name())
                                    || BackupPlan.LONG_LIVED.contains(one.name())
                                    || BackupPlan.NEVER.contains(one.name()))
                            .as(one.name())
                            .isTrue());
        }
    }

    /** Leaves only the beans that declare a collection, and the classes that make them. */
    private static void keepDeclarations(DefaultListableBeanFactory factory) {
        Set<String> kept = new HashSet<>();
        for (String name : factory.getBeanDefinitionNames()) {
            BeanDefinition definition = factory.getBeanDefinition(name);
            if (definition instanceof AnnotatedBeanDefinition bean
                    && bean.getFactoryMethodMetadata() != null
                    && bean.getFactoryMethodMetadata().getReturnTypeName().equals(StoredCollection.class.getName())) {
                kept.add(name);
                kept.add(String.valueOf(definition.getFactoryBeanName()));
            }
        }
        Stream.of(factory.getBeanDefinitionNames())
                .filter(name -> !kept.contains(name))
                .forEach(factory::removeBeanDefinition);
    }

    @Test
    void whatNobodyPlacedGoesWithTheKeysBeforeTheCases() {
        List<String> there = List.of("cases", "entries", "novelty", "leadership", "conversations", "system.views");
        assertThat(BackupPlan.collections(BackupPlan.KEYS, there)).containsExactly("conversations", "novelty", "cases");
        assertThat(BackupPlan.collections(BackupPlan.ENTRIES, there)).containsExactly("entries");
    }
}
